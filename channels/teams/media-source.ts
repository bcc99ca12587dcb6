import { z } from 'zod';

/**
 * Where the bytes of an attachment are. `download` is a file of OneDrive: its address is signed for a short while and must get no token of
 * ours. `inline` is a pasted or camera picture: it is read from the service with the bot's token.
 */
export type MediaSource = z.infer<typeof mediaSourceSchema>;

const mediaSourceSchema = z.object({
  kind: z.enum(['download', 'inline']),
  url: z.string(),
  serviceUrl: z.string(),
  tenantId: z.string(),
});

/** The reference of a media message, which is one string for every network. */
export function toReference(source: MediaSource): string {
  return JSON.stringify(source);
}

/** A reference that `toReference` made; `undefined` for any other. */
export function readReference(reference: string): MediaSource | undefined {
  try {
    return mediaSourceSchema.safeParse(JSON.parse(reference)).data;
  } catch {
    return undefined;
  }
}
