/**
 * Whether an address lies under one of the allowed beginnings. Both are compared as parsed, so that no look-alike host, user name or
 * sibling folder passes: whoever is at that address gets the bot's token.
 */
export function isServiceUrl(url: string, serviceUrls: readonly string[]): boolean {
  const given = parsed(url);
  if (given === undefined || given.username !== '' || given.password !== '') return false;
  return serviceUrls.some((beginning) => {
    const allowed = parsed(beginning);
    return allowed !== undefined && given.origin === allowed.origin && folder(given).startsWith(folder(allowed));
  });
}

/** An address, or undefined when it is none. */
export function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function folder({ pathname }: URL): string {
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
