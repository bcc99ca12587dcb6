/** Writes one line. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

type Cell = string | number | undefined;

/** A table in Markdown, so that it can be put into the documentation as it is; a dash where nothing was measured. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => format(cell)))];
  for (const line of lines) say(`| ${line.join(' | ')} |`);
  say();
}

function format(cell: Cell): string {
  if (cell === undefined) return '-';
  if (typeof cell === 'string') return cell;
  return cell.toLocaleString('en-US', { maximumFractionDigits: cell < 10 ? 2 : cell < 100 ? 1 : 0 });
}

/** The value below which `share` (0 to 1) of the values lie; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `1.73x`, or a dash when one of the two is missing. */
export function ratio(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined || b === 0 ? '-' : `${(a / b).toFixed(2)}x`;
}

/** Says an aim and whether the figures reach it. */
export function aim(sentence: string, reached: boolean): void {
  say(`- ${reached ? 'reached' : 'MISSED'}: ${sentence}`);
}
