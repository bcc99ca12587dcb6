import { Agent, request } from 'node:http';
import { pause } from './children.ts';

/** One request, made when its turn comes. */
export type Shot = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Latencies in ms of what was taken, from the moment at which it was due. */
export type LoadResult = { readonly latencies: readonly number[]; readonly failed: number };

/**
 * Sends `perSecond` requests a second for so many seconds, whatever the answers do (open loop): a request that a slow server holds
 * up counts from the time at which it should have left, which `shot` is told as `performance.now()` tells it. `read` is given the body
 * of every answer that was taken.
 */
export async function load(
  origin: string,
  shot: (n: number, due: number) => Shot,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  read?: (n: number, body: string) => void,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const latencies: number[] = [];
  let failed = 0;
  const underway: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = started + (n * 1000) / perSecond;
    while (performance.now() < due) await pause(Math.max(0, due - performance.now() - 1));
    underway.push(
      post(origin, shot(n, due), agent).then(
        ({ status, body }) => {
          if (status < 200 || status >= 400) {
            failed++;
            return;
          }
          latencies.push(performance.now() - due);
          read?.(n, body);
        },
        () => {
          failed++;
        },
      ),
    );
  }
  await Promise.all(underway);
  agent.destroy();
  return { latencies, failed };
}

type Answered = { readonly status: number; readonly body: string };

function post(origin: string, { path, headers, body }: Shot, agent: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, origin),
      { agent, method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
      },
    );
    sent.setTimeout(30_000, () => sent.destroy(new Error('no answer')));
    sent.on('error', reject);
    sent.end(body);
  });
}
