import { z } from 'zod';
import type { InboundContent } from '../channel.ts';
import type { TeamsActivity } from './activity.ts';
import { storable } from './storable.ts';

/** A form of ours has at most a dozen inputs; a person types a few lines into one. */
const MOST_INPUTS = 40;
const LONGEST_INPUT = 4_000;

const dataSchema = z.record(z.string(), z.unknown());
const tokenSchema = z.string().regex(/^[\w-]{1,64}$/);
const invokeSchema = z.object({ action: z.object({ data: dataSchema }) });

type Tap = Extract<InboundContent, { kind: 'choice' }>;

/** A button of a card: of a client that waits for the new card (`adaptiveCard/action`), or of an older one that sends a message. */
export function tapOf(activity: TeamsActivity): Tap | undefined {
  return activity.type === 'invoke'
    ? tapped(invokeSchema.safeParse(activity.value).data?.action.data, activity.replyToId)
    : tapped(dataSchema.safeParse(activity.value).data, activity.replyToId);
}

/** Only the token is trusted; whatever else a client sends counts as typed into an input of that name. */
function tapped(data: Readonly<Record<string, unknown>> | undefined, onMessage: string | undefined): Tap | undefined {
  const token = tokenSchema.safeParse(data?.token).data;
  if (!data || token === undefined) return undefined;
  const values = inputsOf(data);
  return {
    kind: 'choice',
    token,
    ...(Object.keys(values).length > 0 && { values }),
    ...(onMessage !== undefined && { onMessage }),
  };
}

function inputsOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const typed = Object.entries(data).flatMap(([name, value]): [string, string][] =>
    name !== 'token' && /^[a-z][\w-]{0,63}$/i.test(name) && typeof value === 'string'
      ? [[name, storable(value.slice(0, LONGEST_INPUT))]]
      : [],
  );
  return Object.fromEntries(typed.slice(0, MOST_INPUTS));
}
