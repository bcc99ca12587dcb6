/** Words with `*bold*` as the channels show it; everything else stays as it was written. */
export const RichText = ({ text, bold }: { text: string; bold: boolean }) => (
  <p class="text">
    {bold
      ? text.split(/(\*[^*\n]+\*)/).map((part) => (isBold(part) ? <strong>{part.slice(1, -1)}</strong> : part))
      : text}
  </p>
);

const isBold = (part: string): boolean => part.length > 2 && part.startsWith('*') && part.endsWith('*');

/** The same words on one line, without marks. */
export const plainLine = (text: string): string =>
  text
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
