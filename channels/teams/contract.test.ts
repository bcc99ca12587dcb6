import { type ContractSetup, channelContract, neverAnswers } from '../testing/contract.ts';
import { createTeamsChannel } from './channel.ts';
import { type Activity, APP_ID, says, TENANT, tapsOldClient } from './testing/activities.ts';
import { startConnector } from './testing/connector.ts';
import { botAt, CHAT, CONVERSATION, requestOf } from './testing/front-door.ts';
import { startIssuer, tokenFor } from './testing/issuer.ts';

const blocked = { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } };

const setup: ContractSetup = async (receive) => {
  const connector = await startConnector();
  const issuer = await startIssuer();
  const channel = createTeamsChannel({ ...botAt(connector), openIdMetadataUrl: issuer.metadataUrl });
  const place = {
    serviceUrl: connector.serviceUrl,
    conversation: { conversationType: 'personal', tenantId: TENANT, id: CONVERSATION },
  };
  let newest: Activity = {};
  const push = async (activity: Activity) => {
    newest = activity;
    const authorization = await tokenFor(issuer, activity, APP_ID);
    const response = await channel.webhook?.(requestOf(JSON.stringify(activity), authorization), receive, neverAnswers);
    if (response?.status !== 200) throw new Error(`The activity was not taken: ${response?.status}.`);
  };
  return {
    channel,
    chat: CHAT,
    shown: async () => connector.shown(CONVERSATION),
    writes: (text) => push(says(text, place)),
    taps: (token) => push(tapsOldClient(token, {}, place)),
    redelivers: () => push(newest),
    refuses: async () => connector.refuses(CONVERSATION, blocked),
    close: async () => {
      await connector.close();
      await issuer.close();
    },
  };
};

channelContract('teams', setup);
