import type { NewChoice, NewMessage } from '../../core/application/ports.ts';
import { isQuiet, quietEnds } from '../../core/calendar.ts';
import { type Address, chooseAddress } from '../../core/customer/address.ts';
import { type Actor, as, type ItemId, type MessageId } from '../../core/ids.ts';
import { viewOf } from '../../core/scene/queries.ts';
import type { AskedQuestion, Person, Scene } from '../../core/scene/scene.ts';
import { type Step, type StepOf, toConversation, wakeAt } from '../step.ts';
import { closingLine } from '../wording/customer/buttons.ts';
import { garageFacts, introduce } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import type { Context } from './context.ts';
import { record, send } from './record.ts';

type Tell = StepOf<'tell'>;

const bot: Actor = { kind: 'system', part: 'bot' };

/**
 * Tells a customer something: at the address that fits, after quiet hours, or through a person who
 * telephones. Resolves to the steps that follow.
 */
export async function tellCustomer(context: Context, scene: Scene, step: Tell): Promise<readonly Step[]> {
  const person = personOf(scene, step);
  const agentSpeaks = scene.conversation.controller.kind === 'agent';
  if (agentSpeaks && step.sort === 'reminder') return [];
  if (context.heldDown && step.sort === 'answer') return [];
  const isAnswer = step.sort === 'answer' || step.sort === 'echo';
  const chosen = chooseAddress(person.addresses, isAnswer ? 'answer' : 'begin', {
    quote: step.about.quoteId !== undefined,
    ...(step.answerTo ? { answerTo: step.answerTo } : {}),
  });
  if (chosen.reason !== undefined) return tellWithoutAddress(context, scene, person, step);
  const { address } = chosen;
  if (!isAnswer && !step.evenQuiet && !address.simulated && isQuiet(scene.garage.calendar, context.now))
    return [decideAgainAfterQuiet(context, scene)];
  await tellAt(context, scene, person, address, step);
  return [];
}

function personOf(scene: Scene, { customerId }: Pick<Tell, 'customerId'>): Person {
  return scene.people.find((person) => person.customerId === customerId) ?? scene.customer;
}

/** Sends nothing in quiet hours; what is still true when they end is said then. */
function decideAgainAfterQuiet({ now }: Context, { conversation, garage }: Scene): Step {
  return wakeAt('held', conversation.conversationId, quietEnds(garage.calendar, now));
}

async function tellAt(context: Context, scene: Scene, person: Person, address: Address, step: Tell): Promise<void> {
  const { store, now, scenes } = context;
  const { phrase, about, sort, photos, invites, asks } = step;
  const { text, choices } = render(phrase, readerAt(context, scene, person, address));
  const messageId = as<MessageId>(context.newId());
  const kept: NewChoice[] = choices.map(({ label, action }) => ({
    token: context.newToken(),
    label,
    action,
    quoteId: about.quoteId,
    version: about.version,
  }));
  const from = { ...person, addressId: address.addressId };
  const invitationId =
    invites && about.repairId && (await store.inviteDecider(from, about.repairId, scene.garage.garageId, now));
  await sendToCustomer(context, scene, address, {
    messageId,
    body: text,
    by: bot,
    sort,
    phrase: phrase.kind,
    about,
    choices: kept,
    content: { ...(photos && { photos }), ...(invitationId && { invitationId }) },
  });
  const asked = await noteAsked(context, scene, address, asks, messageId);
  scenes.change(scene.conversation.conversationId, {
    asked,
    repairs: withQuoteMessage(scene.repairs, address, step, messageId),
  });
}

/** Adds a question asked in this turn, so that the mechanic's card in the same turn shows it. */
function withQuoteMessage(
  repairs: Scene['repairs'],
  { addressId }: Address,
  { about: { shows, repairId, quoteId, version }, photos = [] }: Tell,
  messageId: MessageId,
): Scene['repairs'] {
  if (!shows || !quoteId || version === undefined) return repairs;
  const put = { quoteId, version, addressId, messageId, sort: shows, state: 'queued' } as const;
  const shown = { ...put, sentAt: undefined, deliveredAt: undefined, photos };
  return repairs.map((view) => (view.repair.repairId === repairId ? { ...view, shown: [...view.shown, shown] } : view));
}

function readerAt({ now }: Context, { garage }: Scene, person: Person, { language, skills: { buttons } }: Address) {
  return { language: language ?? person.language, buttons, garage: garageFacts(garage), now };
}

type ToCustomer = Pick<NewMessage, 'body' | 'by' | 'phrase' | 'about'> & {
  readonly messageId: MessageId;
  readonly sort: Tell['sort'];
  readonly choices?: readonly NewChoice[];
  readonly content?: NewMessage['content'];
};

/** Sends words to a customer, and notes them on the timeline and in the conversation's events. */
async function sendToCustomer(
  context: Context,
  { conversation: { conversationId, garageId } }: Scene,
  { addressId }: Address,
  { choices = [], content, ...message }: ToCustomer,
): Promise<void> {
  const { store, now } = context;
  const { messageId, by, sort, phrase, about } = message;
  const shownChoices = choices.map(({ token, label }) => ({ token, label }));
  await send(
    context,
    {
      ...message,
      garageId,
      conversationId,
      addressId,
      content: { ...content, ...(shownChoices.length > 0 ? { choices: shownChoices } : {}) },
    },
    { choices, repeatable: sort !== 'person' && sort !== 'answer' },
  );
  const data = { conversationId, messageId, addressId, sort, phrase };
  await store.appendConversationEvents(garageId, conversationId, [
    { type: 'MessageSent', data, meta: { at: now, by } },
  ]);
  await store.touch(garageId, 'conversation', conversationId, about.repairId);
}

/** Turns a notification without a working address into a call item with the text to read aloud. */
async function tellWithoutAddress(
  context: Context,
  scene: Scene,
  person: Person,
  step: Tell,
): Promise<readonly Step[]> {
  if (step.sort === 'answer') return [];
  const { repairId } = step.about;
  const unproven = person.addresses.find((one) => !one.proven && !one.frozen && one.reachable && one.skills.canStart);
  const question = unproven && introduce(scene, viewOf(scene, repairId));
  if (unproven && question) {
    const asks = { kind: 'my-car' } as const;
    // Only what is asked goes there: a photo may show a car that is not theirs.
    const { photos: _, ...asking } = step;
    await tellAt(context, scene, person, unproven, { ...asking, phrase: question, asks, about: {} });
    return [];
  }
  if (step.sort === 'reminder') return [];
  await note(context, scene, {
    text: toReadAloud(context, scene, step.phrase),
    by: bot,
    ...(repairId && { repairId }),
  });
  return [raiseCall(context, scene, step)];
}

function toReadAloud({ now }: Context, { garage }: Scene, phrase: CustomerPhrase): string {
  return render(phrase, { language: garage.language, buttons: true, garage: garageFacts(garage), now }).text;
}

function raiseCall({ newId, now }: Context, { conversation, garage }: Scene, { about: { repairId } }: Tell): Step {
  const { conversationId } = conversation;
  const itemId = as<ItemId>(newId());
  const dueAt = new Date(now.getTime() + garage.settings.questionRedOnLiftMs);
  const data = { conversationId, itemId, kind: 'call', owner: 'service', repairId, dueAt } as const;
  return toConversation({ type: 'RaiseItem', data, meta: { at: now, by: bot } });
}

/** Sends a person's own words to the customer, at the address that was heard last. */
export async function say(context: Context, scene: Scene, step: StepOf<'say'>): Promise<void> {
  const { phrase, by, about, photos } = step;
  const person = personOf(scene, step);
  const chosen = chooseAddress(person.addresses, 'answer', { quote: false });
  if (chosen.reason !== undefined) return note(context, scene, { text: step.text, by });
  const { address } = chosen;
  const messageId = as<MessageId>(context.newId());
  await sendToCustomer(context, scene, address, {
    messageId,
    body: phrase ? render(phrase, readerAt(context, scene, person, address)).text : step.text,
    by,
    sort: 'person',
    phrase: phrase?.kind,
    about,
    ...(photos ? { content: { photos, caption: true } } : {}),
  });
  // The words may be a question. A yes after them answers that question, never an older quote.
  const asked = await noteAsked(context, scene, address, { kind: 'other' }, messageId);
  context.scenes.change(scene.conversation.conversationId, { asked });
}

/** Puts a line on the timeline that only staff see. */
export async function note(
  context: Context,
  { conversation: { conversationId, garageId } }: Scene,
  { text, by, photos, repairId }: Omit<StepOf<'note'>, 'do'>,
): Promise<void> {
  await record(context, {
    garageId,
    conversationId,
    direction: 'note',
    by,
    body: text,
    content: photos ? { photos } : {},
    about: repairId ? { repairId } : {},
  });
  await context.store.touch(garageId, 'conversation', conversationId, repairId);
}

/** Closes a version's buttons and edits their messages, so that no dead button stays on a screen. */
export async function closeButtons(
  context: Context,
  { garage, people }: Scene,
  { quoteId, version, because }: StepOf<'close-question'>,
): Promise<void> {
  const asking = await context.store.closeChoices(quoteId, version, context.now);
  for (const { messageId: edits, addressId, conversationId: stoppedWith, body, language } of asking) {
    const address = people.flatMap((person) => person.addresses).find((one) => one.addressId === addressId);
    if (!address) continue;
    const closing = closingLine(because, address.language ?? language, garage);
    const { garageId } = garage;
    await send(context, { garageId, addressId, by: bot, body: `${body}\n\n${closing}` }, { edits, stoppedWith });
  }
}

/**
 * Keeps the question in a message. Any message ends an older question about a quote, because a yes
 * after it may be meant for the newer words.
 */
async function noteAsked(
  { store, now }: Context,
  { asked, conversation: { conversationId } }: Scene,
  { addressId }: Address,
  asks: AskedQuestion | undefined,
  messageId: MessageId,
): Promise<Scene['asked']> {
  const before = asked.get(addressId);
  const newest =
    asks && asks.kind !== 'other'
      ? withSince(asks, before, messageId)
      : (afterQuote(before, asks) ?? asks ?? afterwards(before));
  if (!newest) return asked;
  await store.setAsked(addressId, newest, { conversationId, at: now });
  return new Map([...asked, [addressId, newest]]);
}

/** Keeps the quote of the question before, so that an answer to it finds its conversation. */
function afterQuote(
  before: AskedQuestion | undefined,
  asks: Extract<AskedQuestion, { kind: 'other' }> | undefined,
): AskedQuestion | undefined {
  if (!before || !('quoteId' in before)) return undefined;
  const { quoteId, version } = before;
  return { kind: 'after-quote', quoteId, version, ...(asks?.said ? { said: asks.said } : {}) };
}

/** A yes after other words does not stop the messages either, and a "never mind" takes off no call. */
function afterwards(before: AskedQuestion | undefined): AskedQuestion | undefined {
  const isOver = before?.kind === 'confirm-optout' || (before?.kind === 'other' && before.said !== undefined);
  return isOver ? { kind: 'other' } : undefined;
}

/** Counts a repeated question about a quote from its first time, however it is worded. */
function withSince(asks: AskedQuestion, before: AskedQuestion | undefined, messageId: MessageId): AskedQuestion {
  if (asks.kind !== 'quote' && asks.kind !== 'confirm-none' && asks.kind !== 'confirm-lines') return asks;
  const since = goesOn(asks, before) && before && 'since' in before ? before.since : messageId;
  return { ...asks, since };
}

/** A no to the quote is one to "not at all?"; a yes to that, or to some lines, is none to the quote. */
function goesOn(
  asks: Extract<AskedQuestion, { kind: 'quote' | 'confirm-none' | 'confirm-lines' }>,
  before: AskedQuestion | undefined,
): boolean {
  if (before?.kind !== 'quote' && before?.kind !== 'confirm-none') return false;
  if (before.quoteId !== asks.quoteId || before.version !== asks.version) return false;
  return asks.kind === 'confirm-none' || asks.kind === before.kind;
}
