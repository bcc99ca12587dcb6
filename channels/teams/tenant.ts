import { z } from 'zod';

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
 * The tenant that an activity comes from, in lower case. Teams names it in several places; `undefined` when it is in none, or when they
 * disagree, because then each reader could believe another one.
 */
export function tenantOf(activity: object): string | undefined {
  const { conversation, from, recipient, channelData } = placesSchema.parse(activity);
  const places = [conversation?.tenantId, channelData?.tenant?.id, from?.tenantId, recipient?.tenantId];
  const tenants = places.filter((tenant) => tenant !== undefined && tenant !== null);
  if (!tenants.every((tenant) => typeof tenant === 'string' && tenant !== '')) return undefined;
  const [first, ...others] = new Set(tenants.map((tenant) => String(tenant).toLowerCase()));
  return others.length === 0 ? first : undefined;
}
