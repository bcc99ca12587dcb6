/** Somebody who is signed in at the panel. */
export type SignedIn = {
  readonly cookie: string;
  /** Sends a form to a path below `/admin`; resolves to the status of the answer. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<number>;
};

/** Signs in with the account that the settings made. Throws when that does not work. */
export async function signIn(
  url: string,
  account: { readonly ADMIN_EMAIL: string; readonly ADMIN_PASSWORD: string },
): Promise<SignedIn> {
  const send = (path: string, fields: Readonly<Record<string, string>>, cookie: string): Promise<Response> =>
    fetch(`${url}/admin${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url, cookie },
      body: new URLSearchParams(fields),
    });
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = account;
  const answer = await send('/sign-in', { email, password }, '');
  if (answer.status !== 303) throw new Error(`Signing in was answered with ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, post: async (path, fields) => (await send(path, fields, cookie)).status };
}
