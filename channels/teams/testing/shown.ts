import type { ShownMessage } from '../../testing/contract.ts';

/** The fields of a sent message that tests read. */
export type SentActivity = {
  readonly type?: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: CardNode }[];
};

/** Any node of an Adaptive Card. */
export type CardNode = { readonly [key: string]: unknown };

/** A message as a person sees it: XML and cards are read as Teams reads them. */
export function shownIn(externalId: string, activity: SentActivity): ShownMessage {
  const card = activity.attachments?.[0]?.content;
  if (card === undefined) return { externalId, ...xmlWords(activity.text ?? ''), choices: [] };
  return { externalId, text: wordsOn(card).join('\n'), bold: [], choices: buttonsOn(card) };
}

function xmlWords(xml: string): { text: string; bold: string[] } {
  return {
    text: plain(xml.replace(/<\/?b>/g, '')),
    bold: [...xml.matchAll(/<b>(.*?)<\/b>/g)].map(([, words = '']) => plain(words)),
  };
}

function plain(xml: string): string {
  return xml.replaceAll('<br>', '\n').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** Returns all nodes of a card, each before its children. */
export function nodesOf(node: unknown): CardNode[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  return [node as CardNode, ...Object.values(node).flatMap(nodesOf)];
}

/** Returns the text of a card from top to bottom, without buttons and inputs. */
export function wordsOn(card: CardNode): string[] {
  return nodesOf(card.body).flatMap((node) => {
    if (node.type === 'TextBlock') return [asRead(String(node.text))];
    if (node.type === 'RichTextBlock') return [(node.inlines as CardNode[]).map(({ text }) => text).join('')];
    if (node.type === 'FactSet')
      return (node.facts as CardNode[]).map((fact) => asRead(`${fact.title}: ${fact.value}`));
    return [];
  });
}

/** Reads markup as Teams does: without escapes and invisible signs. */
function asRead(marked: string): string {
  return marked.replaceAll('\u2060', '').replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Returns the buttons that send something, wherever they are. */
export function buttonsOn(card: CardNode): ShownMessage['choices'] {
  return nodesOf(card)
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ title, data }) => ({ token: String((data as CardNode).token), label: String(title) }));
}
