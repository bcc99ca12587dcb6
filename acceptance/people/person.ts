type Nothing = undefined | null | false;

type Patience = { readonly withinMs?: number; readonly otherwise?: () => unknown };

/** Waits for a state of the world; the error names it, and what was there instead. */
export async function until<T>(
  what: string,
  look: () => Promise<T | Nothing> | T | Nothing,
  { withinMs = 29_000, otherwise }: Patience = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}\n${inWords(await otherwise?.())}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

function inWords(there: unknown): string {
  return typeof there === 'string' ? there : (JSON.stringify(there, undefined, 1) ?? '');
}

export type Button = { readonly label: string; readonly token: string };

/** A message as a chat shows it now, so after edits. */
export type Shown = {
  readonly text: string;
  readonly buttons: readonly Button[];
  /** The person sent it. */
  readonly own?: boolean;
};

/** The eyes of one person on a chat of any network. */
export type Eyes<S extends Shown> = {
  /** Waits for a message of the bot that says so, after the ones that it was asked about before. */
  hears(words: string | RegExp): Promise<S>;
  /** Waits until a message says so, wherever it stands: an edit comes in place. Gives the newest. */
  sees(words: string | RegExp): Promise<S>;
  /** Waits for a button whose label begins so, and gives the newest. */
  finds(label: string): Promise<{ readonly button: Button; readonly on: S }>;
};

/** Looks at a chat in the name of somebody; `shown` is everything in it, oldest first. */
export function eyesOn<S extends Shown>(who: string, shown: () => readonly S[] | Promise<readonly S[]>): Eyes<S> {
  let heard = 0;
  const transcript = async (): Promise<string> =>
    (await shown()).map(({ text, own }) => `${own ? '>' : '<'} ${text}`).join('\n---\n');
  const waits = <T>(what: string, look: (all: readonly S[]) => T | undefined): Promise<T> =>
    until(`${who} ${what}`, async () => look(await shown()), { otherwise: transcript });
  return {
    hears: async (words) => {
      const [at, found] = await waits(`to hear ${words}`, (all) =>
        [...all.entries()].find(([nth, one]) => nth >= heard && !one.own && says(one, words)),
      );
      heard = at + 1;
      return found;
    },
    sees: (words) => waits(`to see ${words}`, (all) => all.findLast((one) => says(one, words))),
    finds: (label) => waits(`to have a button "${label}"`, (all) => buttonIn(all, label)),
  };
}

function buttonIn<S extends Shown>(all: readonly S[], label: string) {
  for (const on of all.toReversed()) {
    const button = on.buttons.find((one) => one.label.startsWith(label));
    if (button) return { button, on };
  }
  return undefined;
}

export function says({ text }: Pick<Shown, 'text'>, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}

export function labelsOf({ buttons }: Pick<Shown, 'buttons'>): readonly string[] {
  return buttons.map(({ label }) => label);
}

/** Amounts hold spaces that do not break. */
export function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** Opens what an invitation's link names. */
export function tokenIn(text: string): string {
  return /(?:\/i\/|start=)([\w-]+)/.exec(text)?.[1] ?? '';
}
