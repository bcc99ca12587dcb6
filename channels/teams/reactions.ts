const NAMED: Readonly<Record<string, string>> = {
  like: '👍',
  heart: '❤',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😠',
};

/** The sign of a reaction: one of the old six by name, or one that begins with its code (`1f440_eyes`); `undefined` for a picture of their own. */
export function emojiOf(type: string): string | undefined {
  const codes = /^(?<codes>[\da-f]{4,5}(?:-[\da-f]{4,5})*)_/i.exec(type)?.groups?.codes;
  return codes ? String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16))) : NAMED[type];
}
