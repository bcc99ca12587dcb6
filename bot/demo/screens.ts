import { setTimeout as pause } from 'node:timers/promises';
import type { Entry } from '../../channels/simulator/store.ts';
import { readBacklog } from '../../core/postgres/backlog.ts';
import { createSimulatorStore } from '../../core/postgres/channel-records.ts';
import type { Installation } from './installation.ts';
import { type Line, wordsOf } from './transcript.ts';

/** A button as a phone showed it; the words of the label with ordinary spaces. */
export type Button = {
  readonly chat: string;
  readonly label: string;
  readonly token: string;
  readonly onMessage: string;
};

/** What stands on the phones of the simulator's page. */
export type Screens = {
  /** Resolves once nothing is on its way any more, so that the next line stands after its causes. */
  settle(): Promise<void>;
  /** Looks until there is something; throws when there is nothing after a while. */
  until<T>(what: string, find: (shown: readonly Entry[]) => T | undefined): Promise<T>;
  /** Every button that was ever shown, oldest first. */
  everShown(): readonly Button[];
};

const patienceMs = 20_000;
const lookEveryMs = 20;

/** Watches the phones and tells each message, and each change of one, once. */
export function watchScreens(
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
      const words = wordsOf(entry);
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
      await pause(lookEveryMs);
    }
  };
  const settle = async (): Promise<void> => {
    const end = performance.now() + patienceMs;
    for (;;) {
      const { inboxOpen, deliveriesOpen } = await readBacklog(pool);
      if (inboxOpen === 0 && deliveriesOpen === 0) break;
      if (performance.now() > end) throw new Error('Waited in vain for everything to be delivered');
      await pause(lookEveryMs);
    }
    await look();
  };
  return { settle, until, everShown: () => ever };
}

/** What was not there before, or that only something went away. */
function changesIn(words: readonly string[], before: readonly string[]): readonly string[] {
  const added = words.filter((one) => one !== '' && !before.includes(one));
  return added.length > 0 ? added : ['(its buttons are gone)'];
}

/** The buttons of one message. */
export function buttonsOf({ chat, content, externalId }: Entry): readonly Button[] {
  const choices = content.kind === 'card' ? content.card.actions : content.kind === 'text' ? content.choices : [];
  return (choices ?? []).map(({ label, token }) => ({
    chat,
    label: label.replaceAll('\u00a0', ' '),
    token,
    onMessage: externalId,
  }));
}
