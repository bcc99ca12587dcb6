import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Receive } from '../channel.ts';
import type { TeamsChat } from './options.ts';
import {
  addsBot,
  BOT,
  installs,
  MIA,
  postsInChannel,
  SERVICE_URL,
  says,
  TENANT,
  uninstalls,
} from './testing/activities.ts';
import { memoryChatBook, openDoor, optionsAt } from './testing/front-door.ts';
import { type Issuer, startIssuer } from './testing/issuer.ts';
import { createChatKeeper } from './webhook.ts';

const chat = `${TENANT}/${MIA.aadObjectId}`;
let issuer: Issuer;
let options: ReturnType<typeof optionsAt>;
let door: ReturnType<typeof openDoor>;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  options = optionsAt(issuer);
  door = openDoor(issuer, options);
});

function kept() {
  return options.chats.records.get(chat);
}
function contents() {
  return door.stored().map(({ content }) => content);
}
const WELCOME = [{ kind: 'reachable', reachable: true }, { kind: 'start' }];
const GONE = { kind: 'reachable', reachable: false };
function at(time: string) {
  return { timestamp: `2026-11-23T${time}Z` };
}
function movedTo(region: string) {
  return { serviceUrl: `https://smba.trafficmanager.net/${region}/` };
}

describe('T34: installing the app', () => {
  it('welcomes once, whichever of its events comes first and however often they come', async () => {
    await Promise.all([door.post(addsBot(at('07:00:00.900'))), door.post(installs(at('07:00:01.100')))]);
    await door.post(installs(at('08:00:00')));
    await door.post(addsBot(at('08:00:01')));
    expect(contents()).toEqual(WELCOME);
  });

  it('welcomes once after a restart too', async () => {
    await door.post(installs(at('07:00:00')));
    const before = door.stored();
    door = openDoor(issuer, options);
    await door.post(installs(at('09:00:00')));
    expect(door.stored().map(({ dedupeKey }) => dedupeKey)).toEqual(before.map(({ dedupeKey }) => dedupeKey));
  });

  it('welcomes who wrote before the event came', async () => {
    await door.post(says('hoi', at('06:59:59')));
    await door.post(installs(at('07:00:00')));
    expect(contents()).toMatchObject([{ kind: 'text' }, ...WELCOME]);
  });

  it('anew welcomes anew, at the new address', async () => {
    await door.post(installs(at('07:00:00')));
    await door.post(uninstalls(at('07:01:00')));
    expect(kept()).toBeUndefined();
    await door.post(
      installs({ ...at('07:02:00'), ...movedTo('amer'), conversation: { id: 'a:new', tenantId: TENANT } }),
    );
    expect(contents()).toEqual([...WELCOME, GONE, ...WELCOME]);
    expect(kept()).toMatchObject({ conversationId: 'a:new', serviceUrl: movedTo('amer').serviceUrl });
  });

  it('that was not stored is asked for again, and then welcomes', async () => {
    const receive: Receive = async () => {
      throw new Error('no database');
    };
    const event = installs(at('07:00:00'));
    expect((await door.post(event, { receive })).status).toBe(503);
    expect((await door.post(event)).status).toBe(200);
    expect(contents()).toEqual(WELCOME);
  });

  it('an uninstall that was not stored is not forgotten', async () => {
    await door.post(installs());
    const receive: Receive = async () => {
      throw new Error('no database');
    };
    expect((await door.post(uninstalls(), { receive })).status).toBe(503);
    expect(kept()).toBeDefined();
  });
});

describe('T35: where a chat is', () => {
  it('is kept before its message is stored, in words of ours', async () => {
    let found: TeamsChat | undefined;
    const receive: Receive = async () => {
      found = kept();
    };
    await door.post(says('mijn'), { receive });
    expect(found).toEqual({
      kind: 'personal',
      tenantId: TENANT,
      userAad: MIA.aadObjectId,
      conversationId: 'a:1mia-and-the-bot',
      serviceUrl: SERVICE_URL,
      botId: BOT.id,
    });
  });

  it('is the newest that Teams named, and is written only when it changed', async () => {
    await door.post(installs());
    await door.post(says('een'));
    await door.post(says('twee'));
    expect(options.chats.writes()).toBe(1);
    await door.post(says('drie', movedTo('amer')));
    await door.post(says('vier', movedTo('amer')));
    expect(options.chats.writes()).toBe(2);
    expect(kept()).toMatchObject(movedTo('amer'));
    expect(kept()?.installedAt).toBe('2026-11-23T08:25:00.123Z');
  });

  it('of a channel is the channel, whichever thread was posted in', async () => {
    await door.post(postsInChannel('koppel 7K2M-9QXT'));
    expect([...options.chats.records]).toMatchObject([
      [
        `${TENANT}/channel/19:werkplaats@thread.tacv2`,
        { kind: 'channel', conversationId: '19:werkplaats@thread.tacv2' },
      ],
    ]);
  });

  it('that another process wrote is looked up again after a minute', async () => {
    let ms = 0;
    const book = memoryChatBook();
    const keeper = createChatKeeper(book, () => ms);
    const record: TeamsChat = {
      kind: 'personal',
      tenantId: TENANT,
      conversationId: 'a:1',
      serviceUrl: 'old',
      botId: 'b',
    };
    await keeper.keep('chat', record);
    book.records.set('chat', { ...record, serviceUrl: 'of another process' });
    await keeper.keep('chat', record);
    expect(book.records.get('chat')?.serviceUrl).toBe('of another process');
    ms = 60_001;
    await keeper.keep('chat', record);
    expect(book.records.get('chat')?.serviceUrl).toBe('old');
  });
});
