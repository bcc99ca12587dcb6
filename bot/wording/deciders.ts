import type { Language } from '../../core/customer/address.ts';
import { aPerson, shareSay } from './customer/lines.ts';
import { spoken } from './customer/message.ts';
import { heading, vehicleName } from './heading.ts';
import { assistant } from './introduction.ts';
import { answerBy, message, type Renderers } from './message.ts';
import { standing } from './standing.ts';

const nl = {
  offer:
    'Iemand anders mag ook beslissen. U krijgt dan een link om door te sturen: wie hem opent, krijgt de offertes en kan ze beantwoorden.',
  nothing: 'Met uw bericht is *niets goedgekeurd*.',
  typeLink: 'Typ *LINK* voor die link, of *MENS* voor een medewerker.',
  forward:
    'Stuur deze link door naar degene die beslist. Die krijgt dan de offertes voor deze auto en kan ze beantwoorden.',
  yourself: 'Zelf antwoorden kan ook nog: het eerste antwoord telt.',
  once: (date: string) => `De link werkt één keer, t/m ${date}.`,
  own: 'Dit is uw eigen link om door te sturen. Er is niets veranderd en hij blijft geldig.',
  sendOn: 'Stuur hem naar degene die ook mag beslissen.',
  asksYou: (name: string | undefined) => `${name ?? 'De klant'} vraagt u om mee te beslissen over deze reparatie.`,
  quotesHere: 'U krijgt de offertes in deze chat. Het eerste antwoord telt.',
  now: 'Stand nu:',
  decidesToo: (name: string | undefined) =>
    `${name ?? 'Degene die de link opende'} kan nu ook beslissen over deze reparatie.`,
  first: 'Het eerste antwoord telt.',
  onlyMe: 'Alleen ik beslis',
  typeOnlyMe: 'Toch niet? Typ *ALLEEN IK*.',
  taken: (name: string | undefined) =>
    `${name ?? 'Degene die de link opende'} beslist niet meer mee over deze reparatie.`,
  lost: 'U hoeft over deze reparatie niets meer te beslissen. De knoppen in eerdere berichten keuren niets meer goed.',
};
const en: typeof nl = {
  offer:
    'Someone else may decide too. You get a link to forward: whoever opens it gets the quotes and can answer them.',
  nothing: 'Your message has *not approved anything*.',
  typeLink: 'Type *LINK* for that link, or *PERSON* for a person.',
  forward:
    'Forward this link to the person who decides. That person then gets the quotes for this car and can answer them.',
  yourself: 'You can still answer yourself: the first answer counts.',
  once: (date) => `The link works once, until ${date}.`,
  own: 'This is your own link to forward. Nothing has changed and it stays valid.',
  sendOn: 'Send it to the person who may decide too.',
  asksYou: (name) => `${name ?? 'The customer'} asks you to decide about this repair too.`,
  quotesHere: 'You get the quotes in this chat. The first answer counts.',
  now: 'Right now:',
  decidesToo: (name) => `${name ?? 'The person who opened the link'} can now decide about this repair too.`,
  first: 'The first answer counts.',
  onlyMe: 'Only I decide',
  typeOnlyMe: 'Changed your mind? Type *ONLY ME*.',
  taken: (name) => `${name ?? 'The person who opened the link'} no longer decides about this repair.`,
  lost: 'You no longer need to decide about this repair. The buttons in earlier messages approve nothing any more.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

const longestName = 30;

/** Somebody else who decides as well: the link to forward, and what is said to everybody about it. */
export const deciderRenderers = {
  'offer-link': ({ vehicle, repairId }, by) => {
    const say = by.pick(words);
    const answers = answerBy(by, [shareSay(repairId, by), aPerson(by)], say.typeLink);
    return message([heading(vehicle), say.offer, say.nothing], answers);
  },
  'decider-link': ({ vehicle, until }, by) => {
    const say = by.pick(words);
    return message([heading(vehicle), say.forward, say.yourself, say.once(by.date(until))]);
  },
  'forward-link': ({ vehicle }, by) => message([heading(vehicle), by.pick(words).own, by.pick(words).sendOn]),
  'may-decide': ({ vehicle, by: asker, state }, by) => {
    const say = by.pick(words);
    return message([
      `*${by.garageName}* · ${vehicleName(vehicle)}`,
      `${say.asksYou(spoken(asker, longestName))} ${say.quotesHere}`,
      assistant(by),
      `${say.now} ${standing(state, by)}`,
    ]);
  },
  'now-decides': ({ vehicle, name, repairId, customerId }, by) => {
    const say = by.pick(words);
    return message(
      [heading(vehicle), `${say.decidesToo(spoken(name, longestName))} ${say.first}`],
      answerBy(by, [{ label: say.onlyMe, action: { do: 'take-say', repairId, customerId } }], say.typeOnlyMe),
    );
  },
  'say-taken': ({ vehicle, name }, by) => message([heading(vehicle), by.pick(words).taken(spoken(name, longestName))]),
  'say-lost': ({ vehicle }, by) => message([heading(vehicle), by.pick(words).lost]),
} satisfies Pick<
  Renderers,
  'offer-link' | 'decider-link' | 'forward-link' | 'may-decide' | 'now-decides' | 'say-taken' | 'say-lost'
>;
