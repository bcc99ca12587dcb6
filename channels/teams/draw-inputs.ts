import type { Card, CardAction, CardInput } from '../channel.ts';
import { type Element, parted, printable } from './draw-text.ts';
import { parsed } from './service-url.ts';

/** More would be a wall of buttons; a list that opens is found faster. */
const MOST_OPEN_OPTIONS = 5;

/** Inputs in which people write sentences. */
const LONG_TEXTS: ReadonlySet<string> = new Set(['text', 'lines', 'complaint']);

/** An input with its label above it, filled in with what is known. */
export function drawInput({ name, label, value, placeholder, options }: CardInput): Element {
  const shared = {
    id: name,
    label: printable(label),
    ...(placeholder === undefined ? {} : { placeholder: printable(placeholder) }),
    ...(value === undefined ? {} : { value: printable(value) }),
  };
  if (options === undefined) {
    return { type: 'Input.Text', ...shared, ...(LONG_TEXTS.has(name) ? { isMultiline: true } : {}) };
  }
  const isOpen = options.length <= MOST_OPEN_OPTIONS;
  // Some clients read open choices as mark-up, others show every sign of it.
  const title = isOpen ? parted : printable;
  const choices = options.map((option) => ({ title: title(option.label), value: option.value }));
  return { type: 'Input.ChoiceSet', ...shared, style: isOpen ? 'expanded' : 'compact', choices };
}

/** Teams shows six buttons of one set, and puts or drops the others where nobody looks. */
const MOST_IN_A_SET = 6;

/** The buttons of a card: at its foot, or in sets of six at the end of its body when there are more. */
export function drawButtons({ actions = [], links = [] }: Card): {
  readonly body: Element[];
  readonly actions: Element[];
} {
  const buttons = [...actions.map(drawAction), ...links.map(drawLink)];
  if (buttons.length <= MOST_IN_A_SET) return { body: [], actions: buttons };
  const starts = buttons.map((_, index) => index).filter((index) => index % MOST_IN_A_SET === 0);
  const sets = starts.map((start) => ({ type: 'ActionSet', actions: buttons.slice(start, start + MOST_IN_A_SET) }));
  return { body: sets, actions: [] };
}

const STYLES = { primary: 'positive', danger: 'destructive' } as const;

/** Teams answers an Action.Execute with the card that follows; a client that is too old for it sends the same as a message. */
function drawAction({ token, label, style }: CardAction): Element {
  const shared = { title: printable(label), data: { token }, ...(style === undefined ? {} : { style: STYLES[style] }) };
  return { type: 'Action.Execute', verb: 'tap', ...shared, fallback: { type: 'Action.Submit', ...shared } };
}

function drawLink({ label, url }: { readonly label: string; readonly url: string }): Element {
  return {
    type: 'Action.OpenUrl',
    title: printable(label === url ? nameOf(url) : label),
    url,
  };
}

/** A whole address would be cut off at the edge of the card; where it leads is enough. */
function nameOf(url: string): string {
  return `${parsed(url)?.hostname ?? url} ↗`;
}
