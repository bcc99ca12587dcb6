import type { ConnectorClientOptions } from 'botframework-connector';
import { BadAnswer, retryAfterMs } from './errors.ts';
import { isServiceUrl } from './service-url.ts';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type Request = Parameters<HttpClient['sendRequest']>[0];
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;

/**
 * The HTTP client below the SDK. The SDK's own posts a message up to four times when its answer is lost, and waits a minute inside of a send
 * when told to come back in 20 s; its settings against that have no effect. It repeats only what is thrown as an error of its own kind,
 * so this client throws ours for every answer but a good one, and each send is one attempt.
 */
export function oneAttempt(serviceUrls: readonly string[], signal: AbortSignal): HttpClient {
  return {
    sendRequest: async (request) => {
      // The address is the SDK's work, and the token is in the headers: it is looked at once more before the first byte.
      if (!isServiceUrl(request.url, serviceUrls)) throw new Error('The SDK made an address that is not allowed.');
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.toJson({ preserveCase: true }),
        body: request.body,
        redirect: 'manual',
        signal,
      });
      const bodyAsText = await response.text();
      if (!response.ok) {
        const wait = retryAfterMs(response.headers.get('retry-after'), new Date(), Math.random);
        throw new BadAnswer(response.status, bodyAsText, wait);
      }
      return { request, status: response.status, headers: headersOf(response.headers, request), bodyAsText };
    },
  };
}

/** The SDK's kind of headers has no constructor for others, but can be copied and filled anew. */
function headersOf(received: Headers, { headers }: Request): Response['headers'] {
  const filled = headers.clone();
  for (const name of filled.headerNames()) filled.remove(name);
  received.forEach((value, name) => {
    filled.set(name, value);
  });
  return filled;
}
