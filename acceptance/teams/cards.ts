import type { MechanicCard } from '../../bot/cards/card.ts';
import { type ChannelCard, prepareCard, spentCard } from '../../bot/cards/drawn-card.ts';
import { repairCard } from '../../bot/cards/repair-card.ts';
import { lettered, whoCard } from '../../bot/cards/workplace-card.ts';
import { cardsOf, chat } from '../../bot/mechanic/testing/chat.ts';
import { closingCard, promiseCard, questionCard } from '../../bot/react/mechanic.ts';
import type { Step } from '../../bot/step.ts';
import type { Language } from '../../core/customer/address.ts';
import { as, type FindingId, type ItemId, type MessageId, type StaffId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { RepairView } from '../../core/scene/scene.ts';
import {
  approval,
  decided,
  drafted,
  eur,
  event,
  jan,
  janPhone,
  minutes,
  pads,
  quoteId,
  registered,
  released,
  started,
  wipers,
} from '../../core/testing/builders.ts';
import { aDeskRepair, aMechanic, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';

/** A kind of card that a mechanic meets, with what the documentation says about it. */
export type CardScene = { readonly name: string; readonly what: string; draw(language: Language): ChannelCard };

const said = {
  nl: { pads: 'Remblokken voor', wipers: 'Ruitenwissers', found: 'Remblokken voor 2 mm', asks: 'Kan het wachten?' },
  en: { pads: 'Front brake pads', wipers: 'Wipers', found: 'Front brake pads 2 mm', asks: 'Can it wait?' },
} as const;
const answers = { nl: 'Beter van niet, ze zijn bijna op.', en: 'Better not, they are almost gone.' } as const;
const item = as<ItemId>('i-1');
const lines = [pads, { ...wipers, severity: 'later' }] as const;
const quoted = [...started, drafted(1, lines), released()];
const finding = as<FindingId>('f-1');

function viewOf(language: Language, events: readonly RepairEvent[], change: Partial<RepairView> = {}): RepairView {
  const words = said[language];
  return aRepairView(events, {
    mechanic: aMechanic({ language }),
    complaint: language === 'nl' ? 'remmen piepen' : 'brakes squeal',
    words: new Map<string, string>([
      [pads.lineId, words.pads],
      [wipers.lineId, words.wipers],
      [finding, words.found],
      [item, words.asks],
    ]),
    ...change,
  });
}
function living(events: readonly RepairEvent[], change: Partial<RepairView> = {}) {
  return (language: Language): ChannelCard => {
    const view = viewOf(language, events, change);
    return drawn(repairCard(view, aScene({ repairs: [view] }), aMechanic({ language })));
  };
}
function answered(text: Readonly<Record<Language, string>>, known = true) {
  return (language: Language): ChannelCard => {
    const scene = aScene({ repairs: [viewOf(language, [...started, found])] });
    const repairs = known ? scene.repairs.map((view) => aDeskRepair(view)) : [];
    const desk = { staff: aMechanic({ language }), repairs };
    return drawn(first(chat(scene, desk).types(text[language])));
  };
}

let tokens = 0;
function drawn(card: MechanicCard): ChannelCard {
  return prepareCard(card, () => `token-${String(++tokens).padStart(10, '0')}`).card as ChannelCard;
}
function first(steps: readonly Step[]): MechanicCard {
  const [card] = cardsOf(steps);
  if (!card) throw new Error('There is no such card');
  return card;
}

const found = event('FindingRecorded', { findingId: finding, severity: 'now' });
const photo = event('PhotoAttached', { messageId: as<MessageId>('m-1') });
const partly = decided(approval({ outcome: 'partly', approved: [1], declined: [2], total: eur(286_40) }));
const read: RepairView['shown'][number] = {
  quoteId,
  version: 1,
  addressId: janPhone,
  messageId: as<MessageId>('m-2'),
  sort: 'quote',
  state: 'read',
  sentAt: minutes(5),
  deliveredAt: minutes(5),
};

function question(language: Language): ChannelCard {
  return drawn(
    first(questionCard(viewOf(language, quoted), said[language].asks, language, { answers: item, to: jan })),
  );
}
function spent(language: Language): ChannelCard {
  const card = question(language);
  const label = card.actions?.[0]?.label ?? '';
  return spentCard(card, { label, values: { text: answers[language] } }).card as ChannelCard;
}
function asked(language: Language): ChannelCard {
  const scene = withQuestion(aScene({ repairs: [viewOf(language, quoted, { shown: [read] })] }));
  const [view] = scene.repairs;
  if (!view) throw new Error('There is no repair');
  return drawn(repairCard(view, scene, aMechanic({ language })));
}
function promise(language: Language): ChannelCard {
  return drawn(first(promiseCard(aScene(), viewOf(language, started), minutes(330))));
}
function closing(language: Language): ChannelCard {
  const view = viewOf(language, [...started, event('TimePromised', { promisedAt: minutes(330), before: undefined })]);
  return drawn(first(closingCard(aScene({ now: minutes(400), repairs: [view] }), view)));
}

function who(language: Language): ChannelCard {
  const people = lettered(
    ['Mia Visser', 'Rob Jansen', 'Tom de Wit'].map((name, n) => ({ staffId: as<StaffId>(`s-${n}`), name, language })),
  );
  const typed = { nl: 'klaar AB-123-C', en: 'done AB-123-C' } as const;
  return drawn(whoCard({ place: 'Brug 1', people, maxButtons: 6, said: [typed[language]], missed: [] }, language));
}

/** In the order of a repair. */
export const cardScenes: readonly CardScene[] = [
  {
    name: 'registration',
    what: 'Something was missing from the line: what was understood is filled in, the rest is asked.',
    draw: answered({ nl: 'nieuw ZZ-999-X, 06-12345678', en: 'new ZZ-999-X, 06-12345678' }, false),
  },
  {
    name: 'registered',
    what: 'A car without complaint or amount: both may still be filled in, and *Start* works without them.',
    draw: living([registered(undefined)], { complaint: undefined }),
  },
  { name: 'started', what: 'In hand: what was agreed, and how to tell of more work.', draw: living(started) },
  {
    name: 'finding',
    what: 'Found, with a photo, and not priced yet.',
    draw: living([...started, found, photo]),
  },
  {
    name: 'price',
    what: 'The price of it, whenever there is one.',
    draw: answered({ nl: 'offerte AB-123-C: remblokken voor', en: 'quote AB-123-C: front brake pads' }),
  },
  {
    name: 'draft',
    what: 'The quote as the customer will read it. *I wait* keeps the car on the lift, and the customer is reminded sooner.',
    draw: living([...started, photo, drafted(1, lines)]),
  },
  {
    name: 'waiting',
    what: "The customer's move: for how long, and whether it was read.",
    draw: living(quoted, { shown: [read] }),
  },
  { name: 'asked', what: 'The same card while a question waits.', draw: asked },
  { name: 'question', what: 'The question itself comes as a card of its own, because that rings.', draw: question },
  { name: 'answered', what: 'What is left of a card that was used.', draw: spent },
  {
    name: 'partly-approved',
    what: 'Decided: what may be done is big, what may not is struck out.',
    draw: living([...quoted, partly]),
  },
  { name: 'promise', what: 'Half an hour before a promised time.', draw: promise },
  { name: 'closing', what: 'A car that is still in hand at the end of the day.', draw: closing },
  {
    name: 'completed',
    what: 'Ready, and the customer knows.',
    draw: living([...quoted, partly, event('RepairCompleted', { amount: eur(485_40) })]),
  },
  {
    name: 'who',
    what: 'A tablet that the workshop shares: whoever comes says who it is, and what was typed is carried out then.',
    draw: who,
  },
  { name: 'mine', what: 'All cars in hand, for `mine`.', draw: answered({ nl: 'mijn', en: 'mine' }) },
];

/** Shown in English, too. */
export const alsoInEnglish: readonly string[] = ['draft', 'question', 'partly-approved'];

/** The documentation's page of the cards, with its pictures. */
export function cardsPage(): string {
  return `${[head, ...cardScenes.map(section)].join('\n\n')}\n`;
}

/** The pictures that the page names, without theme and ending. */
export const pictureNames: readonly string[] = [
  ...cardScenes.map(({ name }) => `${name}-nl`),
  ...alsoInEnglish.map((name) => `${name}-en`),
];

const head = `# The cards in Teams

Every kind of card that a mechanic meets, in the order of a repair. Each is in the language of the one who reads it, here Dutch. They are
drawn from the product's own cards by \`npm run -s teams:pictures\`, which writes this page, too; the pictures follow the theme of your browser.

A repair has one living card, which is edited in place. Whatever the mechanic types puts it below again and folds the older one.`;

function section({ name, what }: (typeof cardScenes)[number]): string {
  return [
    `## ${title(name)}`,
    what,
    picture(`${name}-nl`),
    ...(alsoInEnglish.includes(name) ? [picture(`${name}-en`)] : []),
  ].join('\n\n');
}

function title(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function picture(name: string): string {
  return (
    '<picture>' +
    `<source media="(prefers-color-scheme: dark)" srcset="pictures/teams/${name}-dark.png">` +
    `<img src="pictures/teams/${name}-light.png" alt="${name}" width="420"></picture>`
  );
}
