/** Words with `*bold*` as the channels show it; everything else stays as it was written. */
export function RichText({ text, bold }: { text: string; bold: boolean }) {
  return (
    <p class="text">
      {bold
        ? text.split(/(\*[^*\n]+\*)/).map((part) => (isBold(part) ? <strong>{part.slice(1, -1)}</strong> : part))
        : text}
    </p>
  );
}

function isBold(part: string): boolean {
  return part.length > 2 && part.startsWith('*') && part.endsWith('*');
}

/** The same words on one line, without marks. */
export function plainLine(text: string): string {
  return text
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
