import type { Garage } from '../../core/scene/scene.ts';
import { notices } from '../customer/notices.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { linkWords } from '../wording/mechanic/chats.ts';
import { answer, languageHere, mostAnswers } from '../workers/turns/answer.ts';
import { keepMessage, somebody } from '../workers/turns/keep-message.ts';
import { codeIn, linkTurn } from '../workers/turns/link-turn.ts';
import type { Turn } from './context.ts';

/** Who tries links has a reason to hear more. */
const mostAnswersToLinks = 20;

/** A chat that belongs to no one yet: a code links it, anything else gets one polite sentence and no data. */
export async function strangerTurn(turn: Turn, refused?: CustomerPhrase): Promise<void> {
  const { context, store, party, message } = turn;
  const { content } = message;
  await keepMessage(turn, somebody, undefined);
  const language = languageHere(turn);
  const code = party.customerId ? undefined : codeIn(content);
  if (code) return linkTurn(turn, code);
  if (content.kind === 'choice' && content.tap !== undefined)
    context.afterCommit.push({ do: 'acknowledge', tap: content.tap, notice: notices[language].notYours });
  if (content.kind === 'edited' || content.kind === 'reaction') return;
  const most = refused ? mostAnswersToLinks : mostAnswers;
  if ((await store.countHeard(party.addressId, context.now)) > most) return;
  if (party.staffOnly) return answer(turn, linkWords[language].howTo);
  const garage = await store.garageOf(party.garageId);
  if (!refused && !party.customerId) {
    const say = unknownChat[language];
    const shared = content.kind === 'contact';
    return answer(turn, shared ? say.noMatch(garage, content.own) : say.way(garage), shared ? undefined : say.share);
  }
  const phrase = refused ?? ({ kind: 'no-repair' } as const);
  const { text } = render(phrase, {
    language,
    buttons: false,
    garage: { name: garage.name, addressLine: garage.addressLine, phone: garage.phone, zone: garage.calendar.zone },
    now: context.now,
  });
  return answer(turn, text);
}

type Named = Pick<Garage, 'name' | 'phone'>;

/** The way in, because nobody reads here yet who could be asked for. */
const unknownChat = {
  nl: {
    way: ({ name, phone }: Named) =>
      `Dit is de digitale assistent van ${name}. We kennen deze chat nog niet. ` +
      `Open de link of scan de QR-code die u van de garage kreeg${phone ? `, of bel ${phone}` : ''}. ` +
      'Hebt u die niet? Deel dan uw telefoonnummer.',
    share: 'Deel mijn nummer',
    noMatch: ({ phone }: Named, own: boolean) =>
      `${own ? 'Bij dit nummer vinden we geen reparatie.' : 'Dit is niet uw eigen nummer.'} ` +
      `Vraag de garage om een link${phone ? `: ${phone}` : ''}.`,
  },
  en: {
    way: ({ name, phone }: Named) =>
      `This is the digital assistant of ${name}. We do not know this chat yet. ` +
      `Open the link or scan the QR code that the garage gave you${phone ? `, or call ${phone}` : ''}. ` +
      'No link at hand? Share your phone number.',
    share: 'Share my number',
    noMatch: ({ phone }: Named, own: boolean) =>
      `${own ? 'We find no repair for this number.' : 'This is not your own number.'} ` +
      `Please ask the garage for a link${phone ? `: ${phone}` : ''}.`,
  },
} as const;
