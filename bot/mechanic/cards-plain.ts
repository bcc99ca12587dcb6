import { plain } from '../wording/plain.ts';

// Eight digits or more with what people put between them: a customer's number, wherever it was typed.
const phones = /(?<![\p{L}\d])(?:\+|00)?\d(?:[ ./()-]{0,3}\d){7,}(?![\p{L}\d])/gu;

/** A phone number as it may be shown: its last two digits. */
export function maskPhone(typed: string): string {
  return `••${typed.replace(/\D/g, '').slice(-2)}`;
}

/** Words of a person on a card: one line, without the digits of a phone number. */
export function shownWords(words: string, most = 200): string {
  return plain(words.replace(phones, maskPhone), most);
}
