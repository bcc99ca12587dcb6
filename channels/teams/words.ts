import type { TeamsActivity } from './activity.ts';
import { storable } from './storable.ts';

/**
 * The words of a message as they were typed: without the mention of the bot, other people by their name, signs instead of entities. Only when
 * a message has none, those of the `text/html` part that stands beside it.
 */
export function wordsOf(activity: TeamsActivity): string {
  const plain = activity.textFormat === 'xml' ? withoutTags(activity.text ?? '') : (activity.text ?? '');
  return readable(plain, activity) || readable(withoutTags(htmlOf(activity)), activity);
}

/** The message that this one quotes. Teams says so in two ways, of which the older is only in the `text/html` part. */
export function quotedBy(activity: TeamsActivity): string | undefined {
  return (
    activity.entities.find(({ type }) => type === 'quotedReply')?.quotedReply?.messageId ??
    QUOTE.exec(htmlOf(activity))?.groups?.id
  );
}

/** Whether the message speaks to the bot by name. */
export function mentionsBot({ entities, recipient }: TeamsActivity): boolean {
  return entities.some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
}

/** Longer than Teams lets anybody write, and short enough for the patterns below. */
const LONGEST_HTML = 40_000;

const QUOTE = /<blockquote\b[^<>]*schema\.skype\.com\/Reply[^<>]*\bitemid="(?<id>[\w.:-]{1,100})"/i;

function htmlOf({ attachments }: TeamsActivity): string {
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content;
  return typeof html === 'string' ? storable(html.slice(0, LONGEST_HTML)) : '';
}

function readable(text: string, { entities, recipient }: TeamsActivity): string {
  const mentions = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
  const unaddressed = mentions.reduce((rest, mention) => rest.replaceAll(mention.text || ' ', ' '), text);
  return decoded(unaddressed.replace(/<\/?at\b[^<>]*>|<quoted\b[^<>]*>/gi, ''))
    .replace(/[\u00a0\u200b]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .trim();
}

/** Words of mark-up: a quote is somebody else's, a picture of an emoji is that emoji, a mention looks as it does in plain text. */
function withoutTags(html: string): string {
  return html
    .replace(/<blockquote\b[^<>]*schema\.skype\.com\/Reply[\s\S]*?<\/blockquote>/gi, '')
    .replace(/<span\b[^<>]*schema\.skype\.com\/Mention[^<>]*>([^<]*)<\/span>/gi, '<at>$1</at>')
    .replace(/<(?:emoji|img(?=[^<>]*schema\.skype\.com\/Emoji))\b[^<>]*\balt="([^"]*)"[^<>]*>/gi, '$1')
    .replace(/<br\b[^<>]*>|<\/(?:p|div|li|h\d)>/gi, '\n')
    .replace(/<(?!\/?at>)[^<>]*>/gi, '');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (entity, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? entity;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    const isSign = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isSign ? String.fromCodePoint(code) : entity;
  });
}
