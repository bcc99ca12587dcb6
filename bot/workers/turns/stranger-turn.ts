import type { Garage } from '../../../core/application/scene.ts';
import { reply } from '../../../core/application/staff-messages.ts';
import { notices } from '../../customer/notices.ts';
import type { CustomerPhrase } from '../../wording/phrase.ts';
import { render } from '../../wording/render.ts';
import { bodyOf, contentOf, externalIdOf } from './timeline.ts';
import type { Turn } from './turn.ts';

const linkLine = /^\s*(?:link|koppel)\s+([\w-]{4,64})\s*$/i;

/** Nobody who floods us is answered more often within a minute; who tries links has a reason to hear more. */
const mostAnswers = { toWords: 5, toLinks: 20 };

/** A chat that belongs to no one yet: a code links it to a member of staff, anything else gets one polite sentence and no data. */
export const strangerTurn = async (turn: Turn, refused?: CustomerPhrase): Promise<void> => {
  const { context, store, party, messageId, message } = turn;
  const { content } = message;
  await store.addMessage(
    {
      messageId,
      garageId: party.garageId,
      conversationId: undefined,
      addressId: party.addressId,
      direction: 'in',
      by: { kind: 'system', part: 'bot' },
      sort: undefined,
      phrase: undefined,
      body: bodyOf(content),
      content: contentOf(content),
      about: {},
      externalId: externalIdOf(content),
      at: new Date(message.at),
    },
    [],
  );
  const language = turn.sender.language ?? party.language;
  const code = content.kind === 'text' ? linkLine.exec(content.text)?.[1] : undefined;
  if (code) {
    const use = await store.useLinkCode(code, party.addressId, context.now);
    return answer(turn, use.kind === 'linked' ? linked[use.language](use.name) : codeRefused[language]);
  }
  if (content.kind === 'choice' && content.tap !== undefined)
    context.afterCommit.push({ do: 'acknowledge', tap: content.tap, notice: notices[language].notYours });
  if (message.content.kind === 'edited' || message.content.kind === 'reaction') return;
  const most = refused ? mostAnswers.toLinks : mostAnswers.toWords;
  if ((await store.countHeard(party.addressId, context.now)) > most) return;
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
};

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

const linked = {
  nl: (name: string) => `Gelukt, ${name}. Deze chat hoort nu bij u. Typ hulp voor wat u hier kunt doen.`,
  en: (name: string) => `Done, ${name}. This chat is yours now. Type help to see what you can do here.`,
} as const;

const codeRefused = {
  nl: 'Deze code klopt niet of is al gebruikt. Vraag uw beheerder om een nieuwe code.',
  en: 'This code is not right or has been used. Ask your administrator for a new one.',
} as const;

const answer = async ({ context, party }: Turn, text: string, contactRequest?: string): Promise<void> =>
  reply(context, {
    do: 'reply',
    addressId: party.addressId,
    reply: { text, ...(contactRequest && { contactRequest }) },
  });
