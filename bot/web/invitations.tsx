import { Hono } from 'hono';
import QRCode from 'qrcode';

/** What an invitation page needs to know. */
export type InvitationParts = {
  readonly find: (token: string) => Promise<{
    readonly kind: 'open' | 'used' | 'expired' | 'unknown';
    readonly garageName: string | undefined;
    /** A customer has sent it on, so that somebody else decides as well. */
    readonly decides: boolean;
  }>;
  /** The ways in that are there right now, e.g. the bot's user name. */
  readonly ways: () => Promise<{ readonly telegramBot: string | undefined; readonly simulator: boolean }>;
  readonly link: (token: string) => string;
};

const words = {
  nl: {
    title: 'Uw reparatie in de chat',
    lead: (garage: string) => `${garage} houdt u in de chat op de hoogte van uw reparatie, en vraagt daar uw akkoord.`,
    decideTitle: 'U mag meebeslissen',
    decideLead: (garage: string) =>
      `Een klant van ${garage} vraagt u om mee te beslissen over een reparatie. U krijgt de offertes in de chat en antwoordt daar.`,
    telegram: 'Verder in Telegram',
    simulator: 'Verder in de simulator',
    used: 'Deze link is al gebruikt. Verder gaat in de chat waarin u hem opende.',
    expired: 'Deze link is verlopen. Vraag de garage om een nieuwe.',
    decideExpired: 'Deze link is verlopen. Vraag een nieuwe aan degene die u deze stuurde.',
    unknown: 'Deze link klopt niet. Vraag de garage om een nieuwe.',
    none: 'Er is nog geen chat-app gekoppeld. Bel de garage.',
  },
  en: {
    title: 'Your repair in the chat',
    lead: (garage: string) =>
      `${garage} keeps you up to date about your repair in the chat, and asks for your approval there.`,
    decideTitle: 'You may decide too',
    decideLead: (garage: string) =>
      `A customer of ${garage} asks you to decide about a repair too. You get the quotes in the chat and answer there.`,
    telegram: 'Continue in Telegram',
    simulator: 'Continue in the simulator',
    used: 'This link has been used. Go on in the chat in which you opened it.',
    expired: 'This link has expired. Ask the garage for a new one.',
    decideExpired: 'This link has expired. Ask the person who sent it to you for a new one.',
    unknown: 'This link is not right. Ask the garage for a new one.',
    none: 'No chat app is connected yet. Please call the garage.',
  },
} as const;

/** `/i/:token`: the customer chooses the app; `/i/:token.png`: the same link as a QR code for the counter. */
export function invitationPages({ find, ways, link }: InvitationParts): Hono {
  const app = new Hono();
  app.get('/:file{.+\\.png}', async (c) => {
    const token = c.req.param('file').slice(0, -'.png'.length);
    const png = await QRCode.toBuffer(link(token), { width: 360, margin: 2 });
    return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=3600' });
  });
  app.get('/:token', async (c) => {
    const token = c.req.param('token');
    const lang = /^\s*nl\b/i.test(c.req.header('Accept-Language') ?? 'nl') ? 'nl' : 'en';
    const say = words[lang];
    const { kind, garageName, decides } = await find(token);
    const title = decides ? say.decideTitle : say.title;
    const { telegramBot, simulator } = await ways();
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'");
    c.header('Referrer-Policy', 'no-referrer');
    return c.html(
      <html lang={lang}>
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
            {kind === 'open' ? (
              <>
                <p>{(decides ? say.decideLead : say.lead)(garageName ?? '')}</p>
                {telegramBot && <a href={`https://t.me/${telegramBot}?start=${token}`}>{say.telegram}</a>}
                {simulator && <a href={`/simulator?start=${token}`}>{say.simulator}</a>}
                {!telegramBot && !simulator && <p>{say.none}</p>}
              </>
            ) : (
              <p>{decides && kind === 'expired' ? say.decideExpired : say[kind]}</p>
            )}
          </main>
        </body>
      </html>,
      kind === 'unknown' ? 404 : kind === 'open' ? 200 : 410,
    );
  });
  return app;
}

const style = `
:root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #09090b) }
main { width: min(26rem, calc(100vw - 2.5rem)); padding: 1.75rem; border-radius: 1rem; box-sizing: border-box;
  background: light-dark(#fff, #18181b); border: 1px solid light-dark(#e4e4e7, #3f3f46) }
h1 { margin: 0 0 .5rem; font-size: 1.35rem } p { margin: 0 0 1rem; color: light-dark(#3f3f46, #d4d4d8) }
a { display: block; margin-top: .6rem; padding: .8rem 1rem; text-align: center; border-radius: .6rem; font-weight: 600;
  text-decoration: none; background: light-dark(#1d4ed8, #5b8cff); color: light-dark(#fff, #09090b) }`;
