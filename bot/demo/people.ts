import type { Entry } from '../../channels/simulator/store.ts';
import type { Installation } from './installation.ts';
import { type Button, buttonsOf, watchScreens } from './screens.ts';
import { type Line, wordsOf } from './transcript.ts';

/** A phone on the simulator's page. */
export type Phone = 'mechanic-1' | 'customer-buttons' | 'customer-text';

/** Everything that the people of the simulator's page can do, and what their phones show. */
export type Phones = {
  says(phone: Phone, text: string): Promise<void>;
  /** Taps the newest button whose label begins so, with what stands in the inputs of its card. */
  taps(phone: Phone, label: string, values?: Readonly<Record<string, string>>): Promise<void>;
  /** Taps the first such button that was ever shown, as on a screen that did not hear of any change. */
  tapsOld(phone: Phone, label: string): Promise<void>;
  opensInvitation(phone: Phone): Promise<void>;
  /** Waits for a message to this phone that says so, after the ones that it waited for before. */
  hears(phone: Phone, words: string): Promise<void>;
  /** Waits until a card in this chat says so; cards change in place. */
  sees(phone: Phone, words: string): Promise<void>;
  /** Lets what is on its way arrive, and then time go by. */
  waits(minutes: number): Promise<void>;
};

const names: Readonly<Record<Phone, string>> = {
  'mechanic-1': 'the mechanic',
  'customer-buttons': 'Jan',
  'customer-text': 'Piet',
};

/** Plays through the doors of the simulator's page. */
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
  return wordsOf({ content }).join('\n').includes(words);
}

function isButton(phone: Phone, label: string) {
  return (button: Button): boolean => button.chat === phone && button.label.startsWith(label);
}
