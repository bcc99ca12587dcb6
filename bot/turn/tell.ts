import type { Intent, Sort, Step } from '../../core/application/commands.ts';
import type { TurnContext } from '../../core/application/handle.ts';
import type { NewChoice } from '../../core/application/ports.ts';
import { isQuiet, quietEnds } from '../../core/calendar.ts';
import { type Address, chooseAddress } from '../../core/customer/address.ts';
import { type Actor, as, type ItemId, type MessageId } from '../../core/ids.ts';
import type { AskedQuestion, Person, RepairView, Scene } from '../../core/scene/scene.ts';

type Tell<Phrase, Card> = Extract<Intent<Phrase, Card>, { do: 'tell' }>;
type Steps<Phrase, Card> = Promise<readonly Step<Phrase, Card>[]>;

const bot: Actor = { kind: 'system', part: 'bot' };

/** Puts a phrase on its way: to the address that fits, held for quiet hours, or to a person who telephones. */
export async function tell<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Tell<Phrase, Card>,
): Steps<Phrase, Card> {
  const person = scene.people.find(({ customerId }) => customerId === intent.customerId) ?? scene.customer;
  const agentSpeaks = scene.conversation.controller.kind === 'agent';
  if (agentSpeaks && intent.sort === 'reminder') return [];
  if (context.heldDown && intent.sort === 'answer') return [];
  const isAnswer = intent.sort === 'answer' || intent.sort === 'echo';
  const chosen = chooseAddress(person.addresses, isAnswer ? 'answer' : 'begin', {
    quote: intent.about.quoteId !== undefined,
    ...(intent.answerTo ? { answerTo: intent.answerTo } : {}),
  });
  if (chosen.reason !== undefined) return withoutAddress(context, scene, person, intent);
  const { address } = chosen;
  if (!isAnswer && !intent.evenQuiet && !address.simulated && isQuiet(scene.garage.calendar, context.now))
    return hold(context, scene);
  await send(context, scene, person, address, intent);
  return [];
}

/** Nothing goes out in quiet hours; what is still true by then is said when they end. */
async function hold<Phrase, Card>(context: TurnContext<Phrase, Card>, scene: Scene): Steps<Phrase, Card> {
  const { conversationId } = scene.conversation;
  return [{ do: 'wake', kind: 'held', subject: conversationId, at: quietEnds(scene.garage.calendar, context.now) }];
}

async function send<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  person: Person,
  address: Address,
  intent: Tell<Phrase, Card>,
): Promise<void> {
  const { store, voice, now } = context;
  const { text, choices } = voice.render(intent.phrase, readerAt(context, scene, person, address));
  const messageId = as<MessageId>(context.newId());
  const stored: NewChoice[] = choices.map(({ label, action }) => ({
    token: context.newToken(),
    label,
    action,
    quoteId: intent.about.quoteId,
    version: intent.about.version,
    expiresAt: undefined,
  }));
  const { repairId } = intent.about;
  const handedOut = intent.invites && repairId;
  await post(context, scene, address, {
    messageId,
    body: text,
    by: bot,
    sort: intent.sort,
    phrase: voice.phraseKind(intent.phrase),
    about: intent.about,
    choices: stored,
    ...(intent.photos ? { content: { photos: intent.photos } } : {}),
    invitationId: handedOut
      ? await store.inviteDecider({ ...person, addressId: address.addressId }, repairId, scene.garage.garageId, now)
      : undefined,
  });
  const asked = await noteAsked(context, scene, address, intent.asks, messageId);
  const repairs = withShowing(scene.repairs, address, intent, messageId);
  context.scenes.set(scene.conversation.conversationId, { ...scene, asked, repairs });
}

/** A question that is put in this turn counts for what follows in it, for example the mechanic's card. */
function withShowing<Phrase, Card>(
  repairs: Scene['repairs'],
  { addressId }: Address,
  { about: { shows, repairId, quoteId, version }, photos = [] }: Tell<Phrase, Card>,
  messageId: MessageId,
): Scene['repairs'] {
  if (!shows || !quoteId || version === undefined) return repairs;
  const put = { quoteId, version, addressId, messageId, sort: shows, state: 'queued' } as const;
  const shown = { ...put, sentAt: undefined, deliveredAt: undefined, photos };
  return repairs.map((view) => (view.repair.repairId === repairId ? { ...view, shown: [...view.shown, shown] } : view));
}

function readerAt<Phrase, Card>(
  { now }: TurnContext<Phrase, Card>,
  { garage }: Scene,
  person: Person,
  { language, skills: { buttons } }: Address,
) {
  return { language: language ?? person.language, buttons, garage, now };
}

type Post = {
  readonly messageId: MessageId;
  readonly body: string;
  readonly by: Actor;
  readonly sort: Sort;
  readonly phrase: string | undefined;
  readonly about: Tell<unknown, unknown>['about'];
  readonly choices: readonly NewChoice[];
  /** What its row holds beside words and buttons. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly invitationId: string | undefined;
};

async function post<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  address: Address,
  { messageId, body, by, sort, phrase, about, choices, content, invitationId }: Post,
): Promise<void> {
  const { store, now } = context;
  const { conversationId, garageId } = scene.conversation;
  const shownChoices = choices.map(({ token, label }) => ({ token, label }));
  await store.addMessage(
    {
      messageId,
      garageId,
      conversationId,
      addressId: address.addressId,
      direction: 'out',
      by,
      sort,
      phrase,
      body,
      content: {
        ...content,
        ...(shownChoices.length > 0 ? { choices: shownChoices } : {}),
        ...(invitationId ? { invitationId } : {}),
      },
      about,
      externalId: undefined,
      at: now,
    },
    choices,
  );
  await store.enqueue({
    garageId,
    addressId: address.addressId,
    messageId,
    conversationId,
    edits: undefined,
    repeatable: sort !== 'person' && sort !== 'answer',
    at: now,
  });
  const data = { conversationId, messageId, addressId: address.addressId, sort, phrase };
  await store.appendConversationEvents(garageId, conversationId, [
    { type: 'MessageSent', data, meta: { at: now, by } },
  ]);
  await store.touch(garageId, 'conversation', conversationId, about.repairId);
}

/** Without a working address a notification becomes at once a call item with the text to read aloud. */
async function withoutAddress<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  person: Person,
  intent: Tell<Phrase, Card>,
): Steps<Phrase, Card> {
  if (intent.sort === 'answer') return [];
  const unproven = person.addresses.find((one) => !one.proven && !one.frozen && one.reachable && one.skills.canStart);
  const question = unproven && context.voice.introduce(scene, viewOf(scene, intent));
  if (unproven && question) {
    const asks = { kind: 'my-car' } as const;
    // Only what is asked goes there: a photo may show a car that is not theirs.
    const { photos: _, ...asking } = intent;
    await send(context, scene, person, unproven, { ...asking, phrase: question, asks, about: {} });
    return [];
  }
  if (intent.sort === 'reminder') return [];
  const { text } = context.voice.render(intent.phrase, {
    language: scene.garage.language,
    buttons: true,
    garage: scene.garage,
    now: context.now,
  });
  await note(context, scene, {
    do: 'note',
    text,
    by: bot,
    ...(intent.about.repairId ? { repairId: intent.about.repairId } : {}),
  });
  return [
    {
      do: 'command',
      command: {
        type: 'RaiseItem',
        data: {
          conversationId: scene.conversation.conversationId,
          itemId: as<ItemId>(context.newId()),
          kind: 'call',
          owner: 'service',
          repairId: intent.about.repairId,
          dueAt: new Date(context.now.getTime() + scene.garage.settings.questionRedOnLiftMs),
        },
        meta: { at: context.now, by: bot },
      },
    },
  ];
}

function viewOf<Phrase, Card>(scene: Scene, { about }: Tell<Phrase, Card>): RepairView | undefined {
  return scene.repairs.find(({ repair }) => repair.repairId === about.repairId);
}

/** A person's own words to the customer, as an answer at the address that was heard last. */
export async function say<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Extract<Intent<Phrase, Card>, { do: 'say' }>,
): Steps<Phrase, Card> {
  const person = scene.people.find(({ customerId }) => customerId === intent.customerId) ?? scene.customer;
  const chosen = chooseAddress(person.addresses, 'answer', { quote: false });
  if (chosen.reason !== undefined) return note(context, scene, { do: 'note', text: intent.text, by: intent.by });
  const { phrase } = intent;
  const { voice } = context;
  const messageId = as<MessageId>(context.newId());
  await post(context, scene, chosen.address, {
    messageId,
    body: phrase ? voice.render(phrase, readerAt(context, scene, person, chosen.address)).text : intent.text,
    by: intent.by,
    sort: 'person',
    phrase: phrase && voice.phraseKind(phrase),
    about: intent.about,
    choices: [],
    ...(intent.photos ? { content: { photos: intent.photos, caption: true } } : {}),
    invitationId: undefined,
  });
  // What a person writes may be a question; a yes that follows answers that one, and never an older quote.
  const asked = await noteAsked(context, scene, chosen.address, { kind: 'other' }, messageId);
  context.scenes.set(scene.conversation.conversationId, { ...scene, asked });
  return [];
}

/** A line on the timeline that only staff see. */
export async function note<Phrase, Card>(
  { store, newId, now }: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Extract<Intent<Phrase, Card>, { do: 'note' }>,
): Steps<Phrase, Card> {
  const { conversationId, garageId } = scene.conversation;
  await store.addMessage(
    {
      messageId: as<MessageId>(newId()),
      garageId,
      conversationId,
      addressId: undefined,
      direction: 'note',
      by: intent.by,
      sort: undefined,
      phrase: undefined,
      body: intent.text,
      content: intent.photos ? { photos: intent.photos } : {},
      about: intent.repairId ? { repairId: intent.repairId } : {},
      externalId: undefined,
      at: now,
    },
    [],
  );
  await store.touch(garageId, 'conversation', conversationId, intent.repairId);
  return [];
}

/** Closes a version's buttons for good and edits the messages that show them, so that no dead button stays on a screen. */
export async function closeQuestion<Phrase, Card>(
  { store, voice, newId, now }: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Extract<Intent<Phrase, Card>, { do: 'close-question' }>,
): Promise<void> {
  const asking = await store.closeChoices(intent.quoteId, intent.version, now);
  for (const { messageId, addressId, conversationId, body, language } of asking) {
    const address = scene.people.flatMap((person) => person.addresses).find((one) => one.addressId === addressId);
    if (!address) continue;
    const editId = as<MessageId>(newId());
    const { garageId } = scene.garage;
    const closing = voice.closingLine(intent.because, address.language ?? language, scene.garage);
    await store.addMessage(
      {
        messageId: editId,
        garageId,
        conversationId: undefined,
        addressId,
        direction: 'out',
        by: { kind: 'system', part: 'bot' },
        sort: undefined,
        phrase: undefined,
        body: `${body}\n\n${closing}`,
        content: {},
        about: {},
        externalId: undefined,
        at: now,
      },
      [],
    );
    await store.enqueue({
      garageId,
      addressId,
      messageId: editId,
      conversationId,
      edits: messageId,
      repeatable: true,
      at: now,
    });
  }
}

/** Keeps what a message asks. Whatever is said ends an older question about a quote: a yes that follows may be meant for the newer words. */
async function noteAsked<Phrase, Card>(
  { store, now }: TurnContext<Phrase, Card>,
  { asked, conversation: { conversationId } }: Scene,
  { addressId }: Address,
  asks: AskedQuestion | undefined,
  messageId: MessageId,
): Promise<Scene['asked']> {
  const before = asked.get(addressId);
  const newest =
    asks && asks.kind !== 'other'
      ? withSince(asks, before, messageId)
      : (afterQuote(before) ?? asks ?? afterwards(before));
  if (!newest) return asked;
  await store.setAsked(addressId, newest, { conversationId, at: now });
  return new Map([...asked, [addressId, newest]]);
}

/** Which quote was asked about before is kept, so that an answer to it finds its conversation. */
function afterQuote(before: AskedQuestion | undefined): AskedQuestion | undefined {
  return before && 'quoteId' in before
    ? { kind: 'after-quote', quoteId: before.quoteId, version: before.version }
    : undefined;
}

/** A yes after other words stops no messages, either. */
function afterwards(before: AskedQuestion | undefined): AskedQuestion | undefined {
  return before?.kind === 'confirm-optout' ? { kind: 'other' } : undefined;
}

/** A question about a quote goes on from where the same was asked before, in whatever words. */
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
