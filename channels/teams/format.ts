import type { Activity, Attachment } from 'botbuilder';
import type { Card, OutboundMessage } from '../channel.ts';
import { drawCard, drawChoices } from './draw.ts';
import { type Element, printable } from './draw-text.ts';
import { boldPieces } from './pieces.ts';

/** A message in the form of Teams; it has to fit, `adapt` does that. */
export function asActivity(message: OutboundMessage): Partial<Activity> {
  if (message.kind === 'card') return onCard(drawCard(message.card), stateOf(message.card));
  const { text, choices = [] } = message;
  if (choices.length > 0) return onCard(drawChoices(text, choices), text);
  return { type: 'message', textFormat: 'xml', text: asXml(text) };
}

/** A drawn card as it is put on a message. */
export function asAttachment(content: Element): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content,
  };
}

/** Without a summary a phone only says that a card was sent. */
function onCard(content: Element, summary: string): Partial<Activity> {
  return {
    type: 'message',
    summary: oneLine(summary),
    attachments: [asAttachment(content)],
  };
}

function stateOf({ title, subtitle }: Card): string {
  return [title, subtitle].filter(Boolean).join(': ');
}

const LONGEST_SUMMARY = 200;

function oneLine(text: string): string {
  const bare = boldPieces(text).map(({ words }) => words);
  return printable(bare.join('').replace(/\s+/g, ' ').trim().slice(0, LONGEST_SUMMARY));
}

/**
 * Of the three forms of text in Teams, the only one with bold in which any other sign can be made to mean itself: what a reader of XML
 * shows as a star is no star to a reader of mark-up, and some clients are both.
 */
function asXml(text: string): string {
  return boldPieces(printable(text))
    .map(({ words, bold }) => (bold ? `<b>${escaped(words)}</b>` : escaped(words)))
    .join('')
    .replaceAll('\n', '<br>');
}

const MARKS = /[&<>[\]*_`~#|\\]|^[-+=]|(?<=^\d+)[.)]/gm;

function escaped(words: string): string {
  return words.replace(MARKS, (sign) => `&#${sign.codePointAt(0)};`);
}
