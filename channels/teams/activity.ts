import { z } from 'zod';
import { absentWhenMalformed, storable } from '../untrusted.ts';

/** The fields of Teams' activities that are used; a malformed part counts as absent. */
export type TeamsActivity = z.infer<typeof activitySchema>;
export type TeamsAttachment = TeamsActivity['attachments'][number];

const MAX_PARTS = 50;

/** Keeps the well-formed parts of a list; a malformed part does not take the others with it. */
function each<T extends z.ZodType>(shape: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((parts) =>
      parts.slice(0, MAX_PARTS).flatMap((part) => {
        const read = shape.safeParse(part);
        return read.success ? [read.data] : [];
      }),
    );
}

const words = z.string().transform(storable);
const id = words.pipe(z.string().min(1).max(500));

// It goes into the id of a chat. Not required to be a GUID: the ids of Microsoft's own test client
// are none.
const person = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .toLowerCase();

const account = z.object({ id, name: absentWhenMalformed(words), aadObjectId: absentWhenMalformed(person) });

const entitySchema = z.object({
  type: z.string(),
  text: absentWhenMalformed(words),
  locale: absentWhenMalformed(words),
  mentioned: absentWhenMalformed(z.object({ id })),
  quotedReply: absentWhenMalformed(z.object({ messageId: id })),
});

const attachmentSchema = z.object({
  contentType: words,
  contentUrl: absentWhenMalformed(z.string()),
  name: absentWhenMalformed(words),
  content: z.unknown().optional(),
});

const reaction = z.object({ type: z.string() });

/** `type`, and for some types `action` or `name`, tells the kind of activity. */
export const activitySchema = z.object({
  type: z.string(),
  serviceUrl: z.string(),
  id: absentWhenMalformed(id),
  name: absentWhenMalformed(z.string()),
  action: absentWhenMalformed(z.string()),
  timestamp: absentWhenMalformed(z.string()),
  locale: absentWhenMalformed(words),
  conversation: absentWhenMalformed(
    z.object({ id, conversationType: absentWhenMalformed(z.string()), isGroup: z.unknown().optional() }),
  ),
  from: absentWhenMalformed(account),
  recipient: absentWhenMalformed(account),
  text: absentWhenMalformed(words),
  textFormat: absentWhenMalformed(z.string()),
  value: z.unknown().optional(),
  replyToId: absentWhenMalformed(id),
  entities: each(entitySchema),
  attachments: each(attachmentSchema),
  membersAdded: each(account),
  membersRemoved: each(account),
  reactionsAdded: each(reaction),
});

const named = z.object({ tenantId: z.unknown().optional() }).optional().catch(undefined);
const placesSchema = z.object({
  conversation: named,
  from: named,
  recipient: named,
  channelData: z
    .object({ tenant: z.object({ id: z.unknown().optional() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/**
 * Returns the tenant of an activity, in lower case. Teams names it in several places; undefined
 * when none does or when they disagree, because each reader could then believe another one.
 */
export function tenantOf(activity: object): string | undefined {
  const { conversation, from, recipient, channelData } = placesSchema.parse(activity);
  const places = [conversation?.tenantId, channelData?.tenant?.id, from?.tenantId, recipient?.tenantId];
  const tenants = places.filter((tenant) => tenant !== undefined && tenant !== null);
  if (!tenants.every((tenant) => typeof tenant === 'string' && tenant !== '')) return undefined;
  const [first, ...others] = new Set(tenants.map((tenant) => String(tenant).toLowerCase()));
  return others.length === 0 ? first : undefined;
}
