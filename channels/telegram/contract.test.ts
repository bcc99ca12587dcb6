import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { type ContractSetup, channelContract, neverAnswers } from '../testing/contract.ts';
import { createTelegramChannel } from './channel.ts';
import { CHAT, pollingAt, type StandIn, startStandIn, TOKEN } from './testing/stand-in.ts';

function peer(standIn: StandIn) {
  return {
    chat: String(CHAT),
    shown: async () => standIn.shown(),
    writes: standIn.writes,
    taps: standIn.taps,
    refuses: async () => {
      const body = { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' };
      await standIn.proxy.forPost(/\/sendMessage$/).thenJson(403, body);
    },
  };
}

const polling: ContractSetup = async () => {
  const standIn = await startStandIn();
  const channel = createTelegramChannel(pollingAt(standIn.apiRoot, TOKEN));
  return { ...peer(standIn), channel, redelivers: standIn.redelivers, close: standIn.close };
};

/** Adds the secret header, which the stand-in does not send, and can repeat the last update. */
const pushing: ContractSetup = async (receive) => {
  const standIn = await startStandIn();
  let newest = '';
  const push = async (body: string) => {
    newest = body;
    const headers = { 'x-telegram-bot-api-secret-token': 'new-secret', 'content-type': 'application/json' };
    const request = new Request('http://garage.example/webhooks/telegram', { method: 'POST', headers, body });
    const response = await channel.webhook?.(request, receive, neverAnswers);
    if (response?.status !== 200) throw new Error('The update was not taken.');
  };
  const edge = createServer(async (request: IncomingMessage, response) => {
    await push(await text(request));
    response.end();
  });
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(edge.address() as AddressInfo).port}`;
  const webhook = { url, secrets: ['new-secret', 'old-secret'] };
  const channel = createTelegramChannel({ ...pollingAt(standIn.apiRoot, TOKEN), webhook });
  const registered = async () => {
    await vi.waitUntil(() => channel.health().state === 'ready', { timeout: 5000, interval: 10 });
  };
  return {
    ...peer(standIn),
    channel,
    writes: async (words) => {
      await registered();
      await standIn.writes(words);
    },
    taps: async (token) => {
      await registered();
      await standIn.taps(token);
    },
    redelivers: () => push(newest),
    close: async () => {
      await new Promise((resolve) => edge.close(resolve));
      await standIn.close();
    },
  };
};

channelContract('telegram, polled', polling);
channelContract('telegram, pushed', pushing);
