import type { Context } from 'hono';
import { z } from 'zod';
import type { SpokenDecision } from '../../core/application/panel.ts';
import { as, type QuoteId } from '../../core/ids.ts';
import { atLocal } from '../../core/local-time.ts';
import type { Selection } from '../../core/repair/quote.ts';
import { readForm } from '../request.ts';

const numbers = z.union([z.string(), z.array(z.string())]).default([]);

const form = z.object({
  quoteId: z.uuid(),
  version: z.coerce.number().int().positive(),
  answer: z.string().default(''),
  number: numbers,
  via: z.string().default(''),
  spokenAt: z.string().default(''),
  spokeWith: z.string().max(200).default(''),
  authorisation: z.string().max(100).default(''),
});

/** What a person filled in about a call or a visit, or which part is missing. */
export async function readDecision(
  c: Context,
  zone: string,
): Promise<SpokenDecision | { readonly fault: 'incomplete' | 'noLines' }> {
  const { quoteId, version, answer, number, via, spokenAt, spokeWith, authorisation } = await readForm(c, form);
  const selection = selectionOf(answer, [number].flat());
  const at = localMoment(spokenAt, zone);
  if (selection === undefined || at === undefined || (via !== 'phone' && via !== 'counter'))
    return { fault: 'incomplete' };
  if (spokeWith.trim() === '') return { fault: 'incomplete' };
  if (selection.kind === 'numbers' && selection.numbers.length === 0) return { fault: 'noLines' };
  return {
    quoteId: as<QuoteId>(quoteId),
    version,
    selection,
    via,
    spokenAt: at,
    spokeWith: spokeWith.trim(),
    authorisation: authorisation.trim() || undefined,
  };
}

function selectionOf(answer: string, chosen: readonly string[]): Selection | undefined {
  if (answer === 'all' || answer === 'none') return { kind: answer };
  if (answer !== 'lines') return undefined;
  return { kind: 'numbers', numbers: chosen.map(Number).filter((one) => Number.isInteger(one) && one > 0) };
}

/** What the clock on the garage's wall showed. */
function localMoment(text: string, zone: string): Date | undefined {
  const [, date, hours, minutes] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text) ?? [];
  if (date === undefined || Number.isNaN(Date.parse(`${date}T${hours}:${minutes}:00Z`))) return undefined;
  return atLocal(zone, date, Number(hours) * 60 + Number(minutes));
}
