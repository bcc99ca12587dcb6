/** Joins the cookies of an answer as a browser sends them back; a later one of a name wins. */
export function cookieOf(setCookies: readonly string[]): string {
  const jar = new Map<string, string>();
  for (const one of setCookies) {
    const [pair = ''] = one.split(';');
    const [name = ''] = pair.split('=');
    jar.set(name, pair);
  }
  return [...jar.values()].join('; ');
}
