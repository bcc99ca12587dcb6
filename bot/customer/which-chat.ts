import type { AskedQuestion } from '../../core/scene/scene.ts';
import type { Step } from '../step.ts';
import type { CustomerAct } from './customer-act.ts';

/** Follows the invitation of another customer here, beside the own cars or instead of them. */
export function followHere(
  { person, address }: CustomerAct,
  { invitationId, how }: { readonly invitationId: string; readonly how: 'both' | 'new' },
): Step {
  return { do: 'follow', customerId: person.customerId, addressId: address.addressId, invitationId, how };
}

const both =
  /^(?:ja |yes |graag )?(?:allebei|allebeide|alletwee|alle twee|beide|beiden|both|both please|both of them)(?: graag| please)?$/u;
const onlyNew =
  /^(?:alleen |enkel |only |just )?(?:de |het |the )?(?:nieuwe?|new|new one|nieuwe auto|new car)(?: graag| please)?$/u;

/** Reads a typed answer to "Follow both here?". Undefined for other words, which change nothing. */
export function typedFollow(
  act: CustomerAct,
  text: string,
  asked: AskedQuestion | undefined,
): readonly Step[] | undefined {
  if (asked?.kind !== 'which-chat') return undefined;
  const said = text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  const how = both.test(said) ? 'both' : onlyNew.test(said) ? 'new' : undefined;
  return how && [followHere(act, { invitationId: asked.invitationId, how })];
}
