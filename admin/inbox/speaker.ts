import type { Speaker } from '../../core/application/queries.ts';
import { assertNever } from '../../core/decision.ts';
import type { View } from '../frame/env.ts';

/** How a speaker is named beside a message; a person who was erased has no name any more. */
export function nameOf(by: Speaker, { words }: Pick<View, 'words'>): string {
  switch (by.kind) {
    case 'customer':
      return by.name || words.thread.customer;
    case 'bot':
      return words.thread.bot;
    case 'staff':
      return by.role === 'mechanic' ? `${by.name} · ${words.common.roles.mechanic}` : by.name;
    default:
      return assertNever(by);
  }
}
