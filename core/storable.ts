// PostgreSQL stores neither NUL nor half of a surrogate pair; phones and browsers send both.

export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/** Returns the text without NUL, and with a replacement sign for each half surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}
