/**
 * Whether answers may go to this address: the same origin as an allowed one, and a path within its path. What only looks alike
 * (`https://smba.trafficmanager.net.evil.com`), carries a password or could not be continued with a path is refused.
 */
export const isAllowedService = (serviceUrl: string, allowed: readonly string[]): boolean => {
  if (!isHttpUrl(serviceUrl)) return false;
  const { origin, pathname, username, password, search, hash } = new URL(serviceUrl);
  if (username || password || search || hash) return false;
  return allowed.some((prefix) => {
    const own = new URL(prefix);
    return origin === own.origin && folder(pathname).startsWith(folder(own.pathname));
  });
};

/** Whether it is an address of the web at all. */
export const isHttpUrl = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);

const folder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
