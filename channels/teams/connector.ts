import type { Activity } from 'botbuilder';
import type { ConnectorClient, ConnectorClientOptions } from 'botframework-connector';
import { DeliveryError } from '../channel.ts';
import { BadAnswer, type Operation, toDeliveryError } from './errors.ts';
import type { HealthBoard } from './health.ts';
import { oneAttempt } from './one-attempt.ts';
import type { TeamsChat } from './options.ts';
import { isServiceUrl } from './service-url.ts';
import type { Tokens } from './token.ts';

/** The three calls of the Bot Connector that are needed, each one attempt. They throw only `DeliveryError`. */
export type Connector = {
  /** The id of the new message, if Teams told it. */
  post(chat: TeamsChat, message: Partial<Activity>): Promise<string | undefined>;
  /** False when there is no message with this id any more. */
  put(chat: TeamsChat, externalId: string, message: Partial<Activity>): Promise<boolean>;
  /** The conversation with a person, which is always the same one. */
  open(person: Person): Promise<{ readonly conversationId: string; readonly serviceUrl: string }>;
};

/** Whom to write to, and at which address of Teams. */
export type Person = Pick<TeamsChat, 'tenantId' | 'serviceUrl' | 'botId'> & { readonly userAad: string };

/** Calls through the SDK's typed client. The token goes to allowed addresses only. */
export function createConnector(options: {
  readonly serviceUrls: readonly string[];
  readonly tokens: Tokens;
  readonly health: HealthBoard;
  readonly withinMs: number;
}): Connector {
  const { serviceUrls, tokens, health, withinMs } = options;

  const call = async <T>(operation: Operation, serviceUrl: string, work: (client: ConnectorClient) => Promise<T>) => {
    if (!isServiceUrl(serviceUrl, serviceUrls)) throw foreign();
    const token = await tokens.get();
    const connect = await clients();
    try {
      const httpClient = oneAttempt(serviceUrls, AbortSignal.timeout(withinMs));
      const result = await work(connect(token, { baseUri: serviceUrl, httpClient }));
      health.works();
      return result;
    } catch (thrown) {
      const error = toDeliveryError(thrown, operation);
      if (error.code === 'not_authorised') tokens.drop(token);
      health.failed(error);
      throw error;
    }
  };

  return {
    post: (chat, message) =>
      call('send', chat.serviceUrl, async ({ conversations }) => {
        const { id } = await conversations.sendToConversation(chat.conversationId, byBot(chat, message));
        return id;
      }),
    put: (chat, externalId, message) =>
      call('edit', chat.serviceUrl, ({ conversations }) =>
        conversations.updateActivity(chat.conversationId, externalId, byBot(chat, { ...message, id: externalId })).then(
          () => true,
          (thrown: unknown) => {
            if (thrown instanceof BadAnswer && thrown.isGone) return false;
            throw thrown;
          },
        ),
      ),
    open: ({ tenantId, userAad, serviceUrl, botId }) =>
      call('open', serviceUrl, async ({ conversations }) => {
        const opened = await conversations.createConversation({
          isGroup: false,
          bot: { id: botId, name: '' },
          members: [{ id: userAad, name: '' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        } as Parameters<typeof conversations.createConversation>[0]);
        if (!opened.id) throw new Error('The answer held no conversation.');
        // Teams may name the address of the person's region, which then is nearer.
        const isAllowed = opened.serviceUrl && isServiceUrl(opened.serviceUrl, serviceUrls);
        return { conversationId: opened.id, serviceUrl: isAllowed ? opened.serviceUrl : serviceUrl };
      }),
  };
}

/** The SDK takes about a second and 50 MB, so it is loaded by the first message, and only in a process that sends some. */
async function clients() {
  const { ConnectorClient } = await import('botframework-connector');
  return (token: string, options: ConnectorClientOptions): ConnectorClient => {
    const signRequest: ConnectorClient['credentials']['signRequest'] = async (request) => {
      request.headers.set('authorization', `Bearer ${token}`);
      return request;
    };
    return new ConnectorClient({ signRequest }, options);
  };
}

function byBot({ botId }: TeamsChat, message: Partial<Activity>): Partial<Activity> {
  return {
    ...message,
    from: { id: botId, name: '' },
  };
}

function foreign(): DeliveryError {
  return new DeliveryError('invalid', 'The address that Teams gave for this chat is not among TEAMS_SERVICE_URLS.', {
    outcome: 'permanent',
  });
}
