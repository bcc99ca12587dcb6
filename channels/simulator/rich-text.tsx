import { boldSpans } from '../bold.ts';

/** A sent text as a chat app shows it: `*bold*` as strong type, addresses as links. Line breaks stay in the text itself. */
export function RichText({ text, bold }: { text: string; bold: boolean }) {
  const spans = bold ? boldSpans(text) : [];
  return (
    <>
      {spans.map(({ start, end }, index) => (
        <>
          <Linked text={text.slice(spans[index - 1]?.end ?? 0, start)} />
          <strong>
            <Linked text={text.slice(start + 1, end - 1)} />
          </strong>
        </>
      ))}
      <Linked text={text.slice(spans.at(-1)?.end ?? 0)} />
    </>
  );
}

/** One group, so that `split` gives plain text and addresses in turn. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/;

function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(address).map((part, index) =>
        index % 2 === 1 ? (
          <a href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}

/** Only addresses that a page may safely lead to: http, https, or a path on this site. */
export function isSafeAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) || /^\/(?![/\\])/.test(url);
}
