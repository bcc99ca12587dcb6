import { Hono } from 'hono';
import QRCode from 'qrcode';
import type { ChannelName } from '../../channels/channel.ts';
import { invitationWords } from '../wording/pages.ts';

export type InvitationParts = {
  readonly find: (token: string) => Promise<FoundInvitation>;
  /** Returns links that open a chat with this invitation, one for each network that has them. */
  readonly ways: (invitation: Shown) => Promise<readonly Way[]>;
  /** Returns the address in the QR code. */
  readonly link: (invitation: Shown) => string;
};

/** `simulated`: it is for somebody of the simulator. */
type Shown = { readonly token: string; readonly simulated: boolean };

type FoundInvitation = {
  readonly kind: 'open' | 'used' | 'expired' | 'unknown';
  readonly garageName: string | undefined;
  /** A customer has forwarded it, so that somebody else decides as well. */
  readonly decides: boolean;
  readonly simulated: boolean;
};

type Way = { readonly channel: ChannelName; readonly href: string };

/** `/i/:token` lets the customer choose an app; `/i/:token.png` is a QR code for the counter. */
export function invitationPages({ find, ways, link }: InvitationParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    c.header('Content-Security-Policy', policy);
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.get('/:file{[\\w-]{1,64}\\.png}', async (c) => {
    const token = c.req.param('file').slice(0, -'.png'.length);
    // A code costs time that no stranger may spend for us.
    const { kind, simulated } = await find(token);
    if (kind === 'unknown') return c.notFound();
    const png = await QRCode.toBuffer(link({ token, simulated }), { width: 360, margin: 2 });
    return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=3600' });
  });
  app.get('/:token', async (c) => {
    const token = c.req.param('token');
    const language = /^\s*nl\b/i.test(c.req.header('Accept-Language') ?? 'nl') ? 'nl' : 'en';
    const invitation = await find(token);
    const { simulated } = invitation;
    const page = <InvitationPage invitation={invitation} ways={await ways({ token, simulated })} language={language} />;
    return c.html(page, STATUS[invitation.kind]);
  });
  return app;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'";

const STATUS = { open: 200, used: 410, expired: 410, unknown: 404 } as const;

type PageProps = {
  readonly invitation: FoundInvitation;
  readonly ways: readonly Way[];
  readonly language: keyof typeof invitationWords;
};

function InvitationPage({ invitation, ways, language }: PageProps) {
  const words = invitationWords[language];
  const title = invitation.decides ? words.decideTitle : words.title;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {invitation.kind === 'open' ? (
            <WaysIn invitation={invitation} ways={ways} language={language} />
          ) : (
            <p>{invitation.decides && invitation.kind === 'expired' ? words.decideExpired : words[invitation.kind]}</p>
          )}
        </main>
      </body>
    </html>
  );
}

function WaysIn({ invitation: { decides, garageName = '' }, ways, language }: PageProps) {
  const words = invitationWords[language];
  return (
    <>
      <p>{decides ? words.decideLead(garageName) : words.lead(garageName)}</p>
      {ways.map(({ channel, href }) => (
        <a href={href}>{words.continueIn[channel] ?? words.continueElsewhere}</a>
      ))}
      {ways.length === 0 && <p>{words.none}</p>}
    </>
  );
}

const style = `
:root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #09090b) }
main { width: min(26rem, calc(100vw - 2.5rem)); padding: 1.75rem; border-radius: 1rem; box-sizing: border-box;
  background: light-dark(#fff, #18181b); border: 1px solid light-dark(#e4e4e7, #3f3f46) }
h1 { margin: 0 0 .5rem; font-size: 1.35rem } p { margin: 0 0 1rem; color: light-dark(#3f3f46, #d4d4d8) }
a { display: block; margin-top: .6rem; padding: .8rem 1rem; text-align: center; border-radius: .6rem; font-weight: 600;
  text-decoration: none; background: light-dark(#1d4ed8, #5b8cff); color: light-dark(#fff, #09090b) }`;
