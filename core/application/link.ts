import type { Language } from '../customer/address.ts';
import type { AddressId, StaffId } from '../ids.ts';

/** Where a code was typed; `shared`: others read along there. */
export type LinkPlace = { readonly addressId: AddressId; readonly shared: boolean };

/** What a code made of the chat in which it was typed. */
export type LinkUse =
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly name: string; readonly language: Language }
  | { readonly kind: 'workplace'; readonly name: string; readonly garageName: string }
  | { readonly kind: 'posts'; readonly garageName: string }
  /** Wrong, used, too old, or of somebody who has left. */
  | { readonly kind: 'refused'; readonly why: 'unknown' }
  /** It is for one person's chat or a workplace; everybody here has read it now, so that it has ended. */
  | { readonly kind: 'refused'; readonly why: 'read-by-others' }
  /** It is for a chat that a team shares, and still works there. */
  | { readonly kind: 'refused'; readonly why: 'not-shared' };
