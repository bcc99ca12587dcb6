import { setTimeout as pause } from 'node:timers/promises';
import type { Entry } from '../../channels/simulator/store.ts';
import { createSimulatorStore } from '../../core/postgres/channel-records.ts';
import { readBacklog } from '../../core/postgres/start.ts';
import { administrator, type Installation } from './installation.ts';
import { type Line, readableLines } from './transcript.ts';

export type Phone = 'mechanic-1' | 'customer-buttons' | 'customer-text';

/** What the people on the simulator's page do, and what their phones show. */
export type Phones = {
  says(phone: Phone, text: string): Promise<void>;
  /**
   * Taps the newest button whose label begins with `label`, with `values` in the inputs of its
   * card.
   */
  taps(phone: Phone, label: string, values?: Readonly<Record<string, string>>): Promise<void>;
  /** Taps the first such button that was ever shown, as on an outdated screen. */
  tapsOld(phone: Phone, label: string): Promise<void>;
  opensInvitation(phone: Phone): Promise<void>;
  /** Waits for a message with these words, later than the last one that it waited for. */
  hears(phone: Phone, words: string): Promise<void>;
  /** Waits until a card in this chat has these words; cards change in place. */
  sees(phone: Phone, words: string): Promise<void>;
  /** Lets pending messages arrive, and then moves the clock. */
  waits(minutes: number): Promise<void>;
};

const names: Readonly<Record<Phone, string>> = {
  'mechanic-1': 'the mechanic',
  'customer-buttons': 'Jan',
  'customer-text': 'Piet',
};

/** Acts through the HTTP routes of the simulator's page. */
export function usePhones(installation: Installation, tell: (line: Line) => void): Phones {
  const { settle, until, everShown } = watchScreens(installation, nameOf, tell);
  const heard = new Map<Phone, number>();
  const does = async (phone: Phone, words: readonly string[], door: string, body: object): Promise<void> => {
    await settle();
    tell({ at: installation.now(), who: nameOf(phone), words });
    await post(installation.url, phone, door, body);
  };
  return {
    says: (phone, text) => does(phone, text.split('\n'), 'messages', { text }),
    opensInvitation: (phone) => does(phone, ['opens the invitation'], 'start', {}),
    taps: async (phone, label, values) => {
      const { token, onMessage, ...button } = await until(`a button "${label}"`, (shown) =>
        shown.flatMap(buttonsOf).findLast(isButton(phone, label)),
      );
      const words = [`taps [${button.label}]`, ...Object.values(values ?? {})];
      await does(phone, words, 'taps', { token, onMessage, ...(values ? { values } : {}) });
    },
    tapsOld: async (phone, label) => {
      const button = everShown().find(isButton(phone, label));
      if (!button) throw new Error(`${names[phone]} never saw a button "${label}"`);
      const { token, onMessage } = button;
      await does(phone, [`taps [${button.label}], on a screen that is not up to date`], 'taps', { token, onMessage });
    },
    hears: async (phone, words) => {
      const isNew = ({ chat, id }: Entry): boolean => chat === phone && id > (heard.get(phone) ?? 0);
      const found = await until(`${names[phone]} to hear "${words}"`, (shown) =>
        shown.find((entry) => isNew(entry) && says(entry, words)),
      );
      heard.set(phone, found.id);
      await settle();
    },
    sees: async (phone, words) => {
      await until(`${names[phone]} to see "${words}"`, (shown) =>
        shown.findLast(({ chat, content }) => chat === phone && content.kind === 'card' && says({ content }, words)),
      );
      await settle();
    },
    waits: async (minutes) => {
      await settle();
      await installation.skip(minutes);
    },
  };
}

async function post(url: string, phone: Phone, door: string, body: object): Promise<void> {
  const response = await fetch(`${url}/simulator/${phone}/${door}?lang=en`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The simulator refused ${names[phone]} at ${door}: ${response.status}`);
}

function nameOf(chat: string): string {
  return chat in names ? names[chat as Phone] : chat;
}

function says({ content }: Pick<Entry, 'content'>, words: string): boolean {
  return readableLines({ content }).join('\n').includes(words);
}

function isButton(phone: Phone, label: string) {
  return (button: Button): boolean => button.chat === phone && button.label.startsWith(label);
}

/** Customer service in the panel, through its pages and forms like a browser without scripts. */
export type CustomerService = {
  /** Takes over and sends in one step, from the page as it is now. */
  sends(text: string): Promise<void>;
  handsBack(): Promise<void>;
  /** Waits until the page of the conversation has these words. */
  sees(words: string): Promise<void>;
};

const who = 'Petra of customer service, in the panel';
const patienceMs = 20_000;
const lookEveryMs = 50;

/** Signs in to the panel and opens a customer's conversation. */
export async function openPanel(
  { url, now }: Installation,
  customerName: string,
  tell: (line: Line) => void,
): Promise<CustomerService> {
  const cookie = await signIn(url);
  const read = async (path: string): Promise<string> => {
    const response = await fetch(`${url}${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`The panel answered ${response.status}`);
    return response.text();
  };
  const post = async (path: string, form: Record<string, string>): Promise<void> => {
    const response = await submit(url, path, form, cookie);
    if (response.status !== 303) throw new Error(`The panel did not do it and answered ${response.status}`);
  };
  const page = conversationIn(await read('/admin/conversations'), customerName);
  return {
    sends: async (text) => {
      tell({ at: now(), who, words: text.split('\n') });
      const html = await read(page);
      await post(`${page}/messages`, {
        text,
        idempotencyKey: field(html, 'idempotencyKey'),
        seenMessageId: field(html, 'seenMessageId'),
      });
    },
    handsBack: async () => {
      tell({ at: now(), who, words: ['hands the conversation back'] });
      await post(`${page}/hand-back`, {});
    },
    sees: async (words) => {
      const end = performance.now() + patienceMs;
      while (!(await read(page)).includes(words)) {
        if (performance.now() > end) throw new Error(`Waited in vain for the panel to show "${words}"`);
        await pause(lookEveryMs);
      }
    },
  };
}

function submit(url: string, path: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: url },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
}

async function signIn(url: string): Promise<string> {
  const response = await submit(url, '/admin/sign-in', administrator);
  const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  if (response.status !== 303 || cookies.length === 0) throw new Error(`The sign-in answered ${response.status}`);
  return cookies.join('; ');
}

/** Finds the address of a customer's conversation in the list. */
function conversationIn(list: string, customerName: string): string {
  const links = [...list.matchAll(/href="(\/admin\/conversations\/[0-9a-f-]{36})[^"]*".*?<\/a>/gs)];
  const path = links.find(([line]) => line.includes(customerName))?.[1];
  if (!path) throw new Error(`The panel does not list ${customerName}`);
  return path;
}

function field(html: string, name: string): string {
  const input = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0];
  if (input === undefined) throw new Error(`The page has no field ${name}`);
  return input.match(/value="([^"]*)"/)?.[1] ?? '';
}

/** A button as a phone showed it; the label has ordinary spaces. */
type Button = {
  readonly chat: string;
  readonly label: string;
  readonly token: string;
  readonly onMessage: string;
};

export type Screens = {
  /** Resolves once nothing is pending, so that effects are printed before the next act. */
  settle(): Promise<void>;
  /** Looks until `find` returns something; throws after a while. */
  until<T>(what: string, find: (shown: readonly Entry[]) => T | undefined): Promise<T>;
  /** Every button that was ever shown, oldest first. */
  everShown(): readonly Button[];
};
const pageLookEveryMs = 20;

/** Watches the phones and prints each message, and each change of one, once. */
function watchScreens(
  { pool, now }: Installation,
  nameOf: (chat: string) => string,
  tell: (line: Line) => void,
): Screens {
  const store = createSimulatorStore(pool);
  const told = new Map<number, readonly string[]>();
  const ever: Button[] = [];

  const look = async (): Promise<readonly Entry[]> => {
    const { entries } = await store.latest(1_000);
    const shown = (entries as unknown as readonly Entry[]).filter(({ direction }) => direction === 'out');
    for (const entry of shown) {
      const words = readableLines(entry);
      const before = told.get(entry.id);
      if (before?.join('\n') === words.join('\n')) continue;
      told.set(entry.id, words);
      ever.push(...buttonsOf(entry));
      const to = `to ${nameOf(entry.chat)}`;
      if (before === undefined) tell({ at: new Date(entry.at), who: to, words });
      else tell({ at: now(), who: `${to}, an earlier message changes`, words: changesIn(words, before) });
    }
    return shown;
  };
  const until = async <T>(what: string, find: (shown: readonly Entry[]) => T | undefined): Promise<T> => {
    const end = performance.now() + patienceMs;
    for (;;) {
      const found = find(await look());
      if (found !== undefined) return found;
      if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
      await pause(pageLookEveryMs);
    }
  };
  const settle = async (): Promise<void> => {
    const end = performance.now() + patienceMs;
    for (;;) {
      const { inboxOpen, deliveriesOpen } = await readBacklog(pool);
      if (inboxOpen === 0 && deliveriesOpen === 0) break;
      if (performance.now() > end) throw new Error('Waited in vain for everything to be delivered');
      await pause(pageLookEveryMs);
    }
    await look();
  };
  return { settle, until, everShown: () => ever };
}

/** Returns the new lines; without any, a note that buttons went away. */
function changesIn(words: readonly string[], before: readonly string[]): readonly string[] {
  const added = words.filter((one) => one !== '' && !before.includes(one));
  return added.length > 0 ? added : ['(its buttons are gone)'];
}

function buttonsOf({ chat, content, externalId }: Entry): readonly Button[] {
  const choices = content.kind === 'card' ? content.card.actions : content.kind === 'text' ? content.choices : [];
  return (choices ?? []).map(({ label, token }) => ({
    chat,
    label: label.replaceAll('\u00a0', ' '),
    token,
    onMessage: externalId,
  }));
}
