/**
 * Patterns as people read them: `a (b|c) [d] <SLOT>` stands for every phrase that it spells. `(b|)`
 * may be nothing, `[d]` may be left out, `<SLOT>` is one of a named list. Everything is finite and
 * can be printed.
 */
export type Slots = Readonly<Record<string, string>>;

const PIECE = /<\w+>|[()[\]|]|[^\s()[\]|<>]+/gu;

/**
 * All phrases of a list of patterns, one pattern a line. Throws an Error that names a pattern with
 * a loose bracket or an unknown slot.
 */
export function phrasesOf(patterns: string, slots: Slots = {}): ReadonlySet<string> {
  const phrases = new Set<string>();
  for (const line of patterns.split('\n')) for (const phrase of expand(line, slots)) phrases.add(phrase);
  phrases.delete('');
  return phrases;
}

function expand(pattern: string, slots: Slots): readonly string[] {
  const pieces = pattern.match(PIECE) ?? [];
  let at = 0;

  function alternatives(): readonly string[] {
    const all = [...sequence()];
    while (pieces[at] === '|') {
      at++;
      all.push(...sequence());
    }
    return all;
  }

  function sequence(): readonly string[] {
    let heads: readonly string[] = [''];
    for (let piece = pieces[at]; piece !== undefined && !'|)]'.includes(piece); piece = pieces[at]) {
      at++;
      const tails = element(piece);
      heads = heads.flatMap((head) => tails.map((tail) => (head && tail ? `${head} ${tail}` : head || tail)));
    }
    return heads;
  }

  function element(piece: string): readonly string[] {
    if (piece === '(' || piece === '[') return group(piece);
    if (!piece.startsWith('<')) return [piece];
    const slot = slots[piece.slice(1, -1)];
    if (slot === undefined) throw new Error(`The pattern "${pattern}" names ${piece}, which is no slot.`);
    return expand(slot, slots);
  }

  function group(opening: '(' | '['): readonly string[] {
    const inner = alternatives();
    if (pieces[at] !== (opening === '(' ? ')' : ']'))
      throw new Error(`The pattern "${pattern}" leaves a bracket open.`);
    at++;
    return opening === '[' ? ['', ...inner] : inner;
  }

  const all = alternatives();
  if (at < pieces.length) throw new Error(`The pattern "${pattern}" closes a bracket that it did not open.`);
  return all;
}
