import type { PropsWithChildren } from 'hono/jsx';

/** A part of an answer that is put over the element of this id, keeping what did not change, its focus and its scroll. */
export function Partial({ id, children }: PropsWithChildren<{ readonly id: string }>) {
  // The element is htmx's own and unknown to the types of JSX.
  const Tag = 'hx-partial';
  return (
    <Tag hx-target={`#${id}`} hx-swap="outerMorph">
      {children}
    </Tag>
  );
}
