import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activitySchema } from './activity.ts';
import { readReference } from './media.ts';
import { type Parsed, parseActivity, welcomeOf } from './parse.ts';

const now = new Date('2026-11-23T08:30:00.000Z');
const sentAt = '2026-11-23T08:25:00.123Z';
const tenantId = '9c1b7a52-3f0e-4a63-8a52-0d6f1f0b7c21';
const userAad = '4f6c0a1e-77d2-4b0c-9a4e-5b1f8d2c3a90';
const conversationId = 'a:1pL8xk0dQyV3mTzGr7sWcNbJfUeHiAoK2tY9vXq';
const channelId = '19:Yw3kD0vXbQ7tLr2nEoPsM9aFhGjUiZcV1x@thread.tacv2';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const chat = `${tenantId}/${userAad}`;
const mia = { id: userAad, name: 'Mia de Boer', language: 'nl-NL' };

function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}
function parse(activity: unknown) {
  return parseActivity(activitySchema.parse(activity), tenantId, now);
}
function parsed(name: string) {
  return parse(fixture(name));
}
function messages(name: string) {
  return parsed(name)?.messages;
}
function content(name: string) {
  return messages(name)?.[0]?.content;
}

describe('a message', () => {
  it('is known by its conversation and number, with its person and the time of Teams', () =>
    expect(parsed('text')).toEqual({
      envelope: { chat, sender: mia, at: sentAt },
      record: {
        kind: 'personal',
        tenantId,
        userAad,
        conversationId,
        serviceUrl,
        botId: '28:5d1f0e3c-8a51-4f0e-9b7e-3a0c6f2d9e10',
      },
      messages: [
        {
          chat,
          dedupeKey: `${conversationId}|1795422300123`,
          sender: mia,
          at: sentAt,
          content: { kind: 'text', text: 'gevonden AB-123-C: remblokken 2 mm !', externalId: '1795422300123' },
        },
      ],
    }));

  it.each([
    ['text-entities', 'klaar AB-123-C & <PK 1> € 485,40\n"tot 😀" &nope;'],
    ['text-mention', 'vraag Jan Visser om AB-123-C'],
    ['text-xml', 'mijn auto\nen & zo'],
    ['text-only-in-html', 'klaar AB-123-C 👍\nen bedankt'],
    ['reply', 'ja, tot de volgende beurt'],
    ['reply-only-in-html', 'ja, dat kan'],
    ['reply-as-entity', 'nee'],
  ])('has the words that the person typed: %s', (name, text) =>
    expect(content(name)).toMatchObject({ kind: 'text', text }),
  );

  it.each(['reply', 'reply-only-in-html', 'reply-as-entity'])('names the message that it quotes: %s', (name) =>
    expect(content(name)).toMatchObject({ replyTo: '1795422000555' }),
  );

  it.each(['no-timestamp', 'odd-timestamp'])('without a time that can be read came now: %s', (name) =>
    expect(messages(name)?.[0]?.at).toBe(now.toISOString()),
  );

  it('has the language of the app where it does not say its own', () =>
    expect(parsed('no-locale')?.envelope.sender.language).toBe('nl-NL'));

  it.each([
    ['strange', 'card.hero'],
    ['nothing', 'message'],
    ['file-unread', 'teams.file.download.info'],
  ])('without words or files is told by its kind: %s', (name, what) => {
    const message = name === 'file-unread' ? { ...fixture('file-without-address'), text: '' } : fixture(name);
    expect(parse(message)?.messages[0]?.content).toEqual({ kind: 'unsupported', what });
  });
});

describe('T37: photos and files', () => {
  const uploaded =
    'https://debrug-my.sharepoint.com/_layouts/15/download.aspx?UniqueId=1150d938&tempauth=v1.signed.for.a.while';
  const pasted = 'https://smba.trafficmanager.net/emea/v3/attachments/0-weu-d3-5f7a/views/original';
  const sources = (name: string) =>
    messages(name)?.map(({ content }) => content.kind === 'media' && readReference(content.media.reference));

  it.each(Object.getOwnPropertyNames(Object.prototype))('a file whose type is "%s" is a file', (fileType) => {
    const upload = fixture('file') as { attachments: { content: object }[] };
    const attachments = upload.attachments.map((one) => ({ ...one, content: { ...one.content, fileType } }));
    expect(parse({ ...upload, attachments })?.messages[0]?.content).toMatchObject({
      media: { mimeType: 'application/octet-stream' },
    });
  });

  it('an upload is read from its signed address, the page beside it is not', () => {
    expect(messages('file')).toHaveLength(1);
    expect(content('file')).toMatchObject({
      kind: 'media',
      externalId: '1795422300140',
      caption: 'remblok voor',
      media: { mimeType: 'image/jpeg', fileName: 'remblok.jpg' },
    });
    expect(content('file')).not.toHaveProperty('album');
    expect(sources('file')).toEqual([{ kind: 'download', url: uploaded, serviceUrl, tenantId }]);
  });

  it.each([
    ['pasted-picture', 'image/png', 'AB-123-C'],
    ['camera-picture', 'image/jpeg', undefined],
  ])('a picture in the text is read from the service, and its markup is no caption: %s', (name, mimeType, caption) => {
    expect(messages(name)).toHaveLength(1);
    expect(content(name)).toMatchObject({ kind: 'media', media: { mimeType } });
    const media = content(name);
    expect(media?.kind === 'media' && media.caption).toBe(caption);
    expect(sources(name)).toEqual([{ kind: 'inline', url: pasted, serviceUrl, tenantId }]);
  });

  it('several are an album, each with a key of its own, and the words go with the first', () =>
    expect(messages('files')?.map(({ dedupeKey, content }) => ({ dedupeKey, ...content }))).toMatchObject([
      {
        dedupeKey: `${conversationId}|1795422300141`,
        album: '1795422300141',
        caption: 'links en rechts',
        media: { mimeType: 'image/png' },
      },
      {
        dedupeKey: `${conversationId}|1795422300141#2`,
        album: '1795422300141',
        externalId: '1795422300141#2',
        media: { mimeType: 'application/pdf' },
      },
      { dedupeKey: `${conversationId}|1795422300141#3`, album: '1795422300141', media: { mimeType: 'image/heic' } },
    ]));

  it('of a kind that is not known are bytes, and without an address the words are left', () => {
    expect(content('file-unknown-type')).toMatchObject({ media: { mimeType: 'application/octet-stream' } });
    expect(content('file-without-address')).toMatchObject({ kind: 'text', text: 'kapot' });
  });

  it('a reference that is none of ours is not read', () =>
    expect(['', '{', '{"kind":"inline"}', 'AgA-x'].map(readReference)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]));
});

describe('T22: a tap', () => {
  it('is known by its chat and the token of its button, with what was typed and the card below which it stood', () =>
    expect(messages('tap')).toEqual([
      {
        chat,
        dedupeKey: `${chat}|n:saveR17k2abcdefg`,
        sender: mia,
        at: sentAt,
        content: {
          kind: 'choice',
          token: 'saveR17k2abcdefg',
          values: { complaint: 'remmen piepen', amount: '199,00' },
          onMessage: '1795422200777',
        },
      },
    ]));

  it('of an older client comes as a message, and is the same tap', () =>
    expect(messages('tap-old-client')?.[0]).toMatchObject({
      dedupeKey: `${chat}|n:saveR17k2abcdefg`,
      content: { kind: 'choice', values: { complaint: 'remmen piepen' }, onMessage: '1795422200777' },
    }));

  it('of somebody else with the same token is another one, so that it takes nothing from its owner', () => {
    const keyOf = (aadObjectId: string) => {
      const tap = { ...fixture('tap-old-client'), from: { id: '29:x', aadObjectId } };
      return parseActivity(activitySchema.parse(tap), tenantId, new Date())?.messages[0]?.dedupeKey;
    };
    expect(keyOf('11111111-aaaa-4bbb-8ccc-000000000001')).not.toBe(keyOf('11111111-aaaa-4bbb-8ccc-000000000002'));
  });

  it('T25: brings only text into inputs with a proper name, and of that not without end', () => {
    expect(content('tap-odd-inputs')).toMatchObject({ values: { text: '  remblokken  ' } });
    const data = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`input${n}`, 'x'.repeat(5000)]));
    const flood = { ...fixture('tap'), value: { action: { data: { token: 'saveR17k2abcdefg', ...data } } } };
    const choice = parse(flood)?.messages[0]?.content;
    const values = choice?.kind === 'choice' ? Object.values(choice.values ?? {}) : [];
    expect(values.map(({ length }) => length)).toEqual(Array.from({ length: 40 }, () => 4000));
  });

  it.each(['tap-without-token', 'task-fetch'])('that is none of ours is nothing: %s', (name) =>
    expect(messages(name)).toEqual([]),
  );
});

describe('what happens to a message later', () => {
  it('an edit is an event of its own at its own time', () =>
    expect(messages('edited')?.[0]).toMatchObject({
      dedupeKey: `${conversationId}|1795422300123|edited 2026-11-23T08:26:10.500Z`,
      at: '2026-11-23T08:26:10.500Z',
      content: { kind: 'edited', externalId: '1795422300123', text: 'gevonden AB-123-C: remblokken 3 mm' },
    }));

  it('that it was deleted is nothing to tell', () => expect(messages('deleted')).toEqual([]));

  it.each([
    ['reaction', '👍'],
    ['reaction-by-code', '👀'],
    ['reaction-custom', undefined],
    ['reaction-removed', undefined],
  ])('a reaction has its emoji where it is one: %s', (name, emoji) =>
    expect(content(name)).toEqual({ kind: 'reaction', onMessage: '1795422000555', ...(emoji && { emoji }) }),
  );
});

describe('T34: the app comes and goes', () => {
  it.each([
    ['installed', 'installed'],
    ['bot-added', 'installed'],
    ['team-installed', 'installed'],
    ['uninstalled', 'removed'],
    ['bot-removed', 'removed'],
    ['upgraded', undefined],
    ['member-added', undefined],
  ])('%s: %s', (name, membership) => expect(parsed(name)?.membership).toBe(membership));

  it('both events of one install say the same, once it is known when it began', () => {
    const [one, other] = ['installed', 'bot-added'].map((name) => welcomeOf(parsed(name) as Parsed, sentAt));
    expect(one?.map(({ content }) => content)).toEqual([{ kind: 'reachable', reachable: true }, { kind: 'start' }]);
    expect(other?.map(({ dedupeKey }) => dedupeKey)).toEqual(one?.map(({ dedupeKey }) => dedupeKey));
    expect(new Set(one?.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
    const [later] = welcomeOf(parsed('installed') as Parsed, '2026-11-23T08:26:00.000Z');
    expect(later?.dedupeKey).not.toBe(one?.[0]?.dedupeKey);
  });

  it('who took it away cannot be reached', () =>
    expect(messages('uninstalled')?.map(({ content }) => content)).toEqual([{ kind: 'reachable', reachable: false }]));
});

describe('where it was said', () => {
  it('a post in a thread of a channel belongs to the channel, and is for the bot when it names it', () =>
    expect(parsed('channel-post')).toMatchObject({
      envelope: { chat: `${tenantId}/channel/${channelId}` },
      record: { kind: 'channel', conversationId: channelId },
      messages: [{ content: { kind: 'text', text: 'koppel 7K2M-9QXT' }, sender: mia, shared: true }],
    }));

  it.each(['channel-post-to-others', 'channel-edited-to-others'])('a post to others is not received: %s', (name) =>
    expect(messages(name)).toEqual([]),
  );

  it('a button in a channel needs no name', () => expect(content('tap-in-channel')).toMatchObject({ kind: 'choice' }));

  it.each(['group-chat', 'group-chat-unnamed', 'connector', 'no-conversation'])(
    'what belongs to nobody is not received, and no chat is made of it: %s',
    (name) => expect(parsed(name)).toBeUndefined(),
  );

  it.each(['typing', 'read-receipt', 'unknown-kind'])('what says nothing is nothing: %s', (name) =>
    expect(messages(name)).toEqual([]),
  );
});

describe('T21: whatever comes', () => {
  const parts = fc.oneof(
    fc.json().map((text) => JSON.parse(text)),
    fc.string({ unit: 'binary' }),
    fc.constant(null),
  );
  const kinds = fc.constantFrom(
    'message',
    'invoke',
    'messageUpdate',
    'messageReaction',
    'conversationUpdate',
    'installationUpdate',
  );
  const fields = fc.dictionary(fc.constantFrom(...Object.keys(activitySchema.shape)), parts);
  const places = fc.record({
    id: fc.string({ unit: 'binary' }),
    conversationType: fc.constantFrom('personal', 'channel'),
  });

  it('parsing never throws, and what it yields can be stored', () =>
    fc.assert(
      fc.property(kinds, fields, places, fc.string({ unit: 'binary' }), (type, odd, conversation, text) => {
        const activity = { ...fixture('file'), conversation, text, ...odd, type, serviceUrl };
        const stored = JSON.stringify(parse(activity) ?? null);
        expect(stored).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i);
      }),
    ));
});
