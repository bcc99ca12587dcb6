import { type Context, Hono } from 'hono';
import { isPicture } from './bubble.tsx';
import { createInbound, type InboundOptions } from './inbound.ts';
import { Refusal } from './refusal.ts';
import { limitedTo, readMessage, readPhoto, readReceipts, readShare, readStart, readTap } from './request.ts';
import type { Visit } from './visit.ts';

export type PeopleRoutesOptions = InboundOptions & {
  /** The token of the newest invitation that can still be opened. */
  readonly newestInvitation: () => Promise<string | undefined>;
};

const kB = 1024;

/** What the people of the page can do: write, tap, open an invitation, read, send a photo. */
export function peopleRoutes(options: PeopleRoutesOptions, visit: Visit): Hono {
  const { store, newestInvitation } = options;
  const inbound = createInbound(options);
  const by = (c: Context) => ({ person: visit.person(c), lang: visit.view(c).lang });

  return new Hono()
    .use('/:chat/media', limitedTo(8 * kB * kB + 64 * kB))
    .use('/:chat/:what{messages|taps|start|contact|receipts}', limitedTo(64 * kB))
    .post('/:chat/messages', async (c) => {
      const speaker = by(c);
      await inbound.says(speaker, await readMessage(c));
      return visit.done(c);
    })
    .post('/:chat/taps', async (c) => {
      const speaker = by(c);
      if (speaker.person.profile !== 'buttons') throw new Refusal('noButtons');
      await inbound.taps(speaker, await readTap(c));
      return visit.done(c);
    })
    .post('/:chat/start', async (c) => {
      const speaker = by(c);
      if (speaker.person.role !== 'customer') throw new Refusal('notACustomer');
      const { token = await newestInvitation(), key } = await readStart(c);
      if (token === undefined) throw new Refusal('noInvitation');
      await inbound.opens(speaker, token, key);
      return visit.done(c);
    })
    .post('/:chat/contact', async (c) => {
      const speaker = by(c);
      if (speaker.person.phone === undefined) throw new Refusal('noNumber');
      await inbound.sharesNumber(speaker, (await readShare(c)).key);
      return visit.done(c);
    })
    .post('/:chat/receipts', async (c) => {
      const speaker = by(c);
      await inbound.reads(speaker, (await readReceipts(c)).externalIds);
      return visit.done(c);
    })
    .post('/:chat/media', async (c) => {
      const speaker = by(c);
      await inbound.sendsPhoto(speaker, await readPhoto(c));
      return visit.done(c);
    })
    .get('/:chat/media/:externalId', async (c) => {
      const media = await store.media(visit.person(c).chat, c.req.param('externalId'));
      if (media === undefined) throw new Refusal('notFound');
      const isShown = isPicture(media.mimeType);
      return c.body(new Uint8Array(media.bytes), 200, {
        'Content-Type': isShown ? media.mimeType : 'application/octet-stream',
        'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(media.fileName)}`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, max-age=3600',
      });
    });
}
