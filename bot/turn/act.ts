import type { DomainCommand, Intent, Step, Wording } from '../../core/application/commands.ts';
import { handleConversation, handleRepair, sceneOf, type TurnContext } from '../../core/application/handle.ts';
import type { Refuse } from '../../core/application/ports.ts';
import { assertNever } from '../../core/decision.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { closeQuestion, note, say, tell } from './tell.ts';
import { drawCard, ping, post, register, reply, speakToStaff } from './tell-staff.ts';

export type Handled =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly because: { readonly code: string } };

/** The only write path: decides, appends, projects, and carries out what the bot makes of the events. */
export async function handle<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  command: DomainCommand,
  words?: ReadonlyMap<string, Wording>,
): Promise<Handled> {
  const outcome =
    'repairId' in command.data && isRepairCommand(command)
      ? await handleRepair(context, command, words)
      : await handleConversation(context, command as Exclude<DomainCommand, { data: { repairId: string } }>);
  if (!outcome.accepted) return outcome;
  for (const event of outcome.events) {
    const scene = await sceneOf(context, outcome.conversationId);
    await carryOut(context, outcome.conversationId, context.voice.react(event, scene, context.newId));
  }
  return { accepted: true };
}

const conversationCommands: ReadonlySet<string> = new Set([
  'OpenConversation',
  'RecordReceived',
  'TakeOver',
  'HandBack',
  'CountUnclear',
  'ClearUnclear',
  'RaiseItem',
  'EndItems',
  'ReassignItem',
  'LinkAddress',
  'DisownAddress',
  'OptOut',
  'OptIn',
  'MarkReachable',
]);
function isRepairCommand(command: DomainCommand): command is Parameters<typeof handleRepair>[1] {
  return !conversationCommands.has(command.type);
}

/** Carries steps out in order. A refused command ends the list; `refuse` says what is done about it. */
export async function carryOut<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  conversationId: ConversationId | undefined,
  steps: readonly Step<Phrase, Card>[],
  refuse?: Refuse<Phrase, Card>,
): Promise<void> {
  for (const step of steps) {
    if (step.do === 'register') {
      const registered = await register(context, step);
      await carryOut(context, registered.conversationId, registered.steps, refuse);
      continue;
    }
    if (step.do !== 'command') {
      await carryOut(context, conversationId, await carryOutIntent(context, conversationId, step));
      continue;
    }
    const handled = await handle(context, step.command, step.words);
    if (handled.accepted) continue;
    if (refuse && conversationId) {
      const scene = await sceneOf(context, conversationId);
      await carryOut(context, conversationId, refuse(step.command, handled.because, scene));
    }
    return;
  }
}

type Doable<Phrase, Card> = Exclude<Intent<Phrase, Card>, { do: 'register' }>;
type Spoken = 'tell' | 'say' | 'note' | 'ping' | 'post' | 'draw-card' | 'close-question' | 'take-back';
type Speaking<Phrase, Card> = Extract<Doable<Phrase, Card>, { do: Spoken }>;
type Keeping<Phrase, Card> = Exclude<
  Doable<Phrase, Card>,
  { do: Spoken | 'reply' | 'acknowledge' | 'focus' | 'remember-act' | 'speak-to-staff' }
>;

const spoken: ReadonlySet<string> = new Set<Spoken>([
  'tell',
  'say',
  'note',
  'ping',
  'post',
  'draw-card',
  'close-question',
  'take-back',
]);
function isSpeaking<Phrase, Card>(intent: Doable<Phrase, Card>): intent is Speaking<Phrase, Card> {
  return spoken.has(intent.do);
}

/** Returns what follows from it, which is carried out next. */
async function carryOutIntent<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  conversationId: ConversationId | undefined,
  intent: Doable<Phrase, Card>,
): Promise<readonly Step<Phrase, Card>[]> {
  const { store, now } = context;
  if (intent.do === 'reply') await reply(context, intent);
  else if (intent.do === 'acknowledge') context.afterCommit.push(intent);
  else if (intent.do === 'focus') await store.setFocus(intent.addressId, intent.repairId, now);
  else if (intent.do === 'remember-act') await store.setLastAct(intent.addressId, intent.act);
  else if (intent.do === 'speak-to-staff') await speakToStaff(context, intent);
  else {
    if (!conversationId) throw new Error(`The step '${intent.do}' needs a conversation`);
    const scene = await sceneOf(context, conversationId);
    if (isSpeaking<Phrase, Card>(intent)) return speak<Phrase, Card>(context, scene, intent);
    await keep(context, scene, intent as Keeping<Phrase, Card>);
  }
  return [];
}

/** What people will read. */
async function speak<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Speaking<Phrase, Card>,
): Promise<readonly Step<Phrase, Card>[]> {
  switch (intent.do) {
    case 'tell':
      return tell(context, scene, intent);
    case 'say':
      return say(context, scene, intent);
    case 'note':
      return note(context, scene, intent);
    case 'ping':
      await ping(context, scene, intent);
      return [];
    case 'post':
      await post(context, scene, intent);
      return [];
    case 'draw-card':
      await drawCard(context, scene, intent);
      return [];
    case 'close-question':
      await closeQuestion(context, scene, intent);
      return [];
    case 'take-back': {
      const { customerId, repairId, phraseKinds, since, correction } = intent;
      const sent = await context.store.takeBack(scene.conversation.conversationId, repairId, phraseKinds, since);
      if (!sent || !correction) return [];
      return [{ do: 'tell', customerId, phrase: correction, sort: 'notification', about: { repairId } }];
    }
    default:
      return assertNever(intent);
  }
}

/** What the conversation remembers, and when it is looked at again. */
async function keep<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Keeping<Phrase, Card>,
): Promise<void> {
  const { store, now } = context;
  const { conversationId, garageId } = scene.conversation;
  switch (intent.do) {
    case 'cancel-queued':
      await store.cancelQueued(conversationId, intent.sorts, intent);
      return;
    case 'end-invitations':
      return store.endDeciderInvitations(intent.customerId, intent.repairId, now);
    case 'wake':
      return store.setTimer({ garageId, kind: intent.kind, subject: intent.subject, conversationId, at: intent.at });
    case 'sleep':
      return store.clearTimer(garageId, intent.kind, intent.subject);
    case 'await-answer':
      return settleLater(context, scene, intent.pending);
    case 'void-answer':
      return settleLater(context, scene, undefined);
    case 'pause-reminders':
      context.scenes.set(conversationId, { ...scene, pausedUntil: intent.until });
      return store.pauseReminders(conversationId, intent.until);
    case 'needs-no-answer':
      return store.endWaiting(conversationId);
    case 'keep-words':
      context.scenes.delete(conversationId);
      return store.saveWords(garageId, intent.repairId, intent.words);
    case 'speak':
      context.scenes.delete(conversationId);
      return store.setLanguage(intent.addressId, intent.language, context.now);
    case 'keep-phone':
      context.scenes.delete(conversationId);
      return store.keepPhone(intent.customerId, intent.phone);
    default:
      return assertNever(intent);
  }
}

/** An approval in words takes effect when its timer fires without further text. */
async function settleLater<Phrase, Card>(
  { store, scenes }: TurnContext<Phrase, Card>,
  scene: Scene,
  pending: Scene['pendingAnswer'],
): Promise<void> {
  const { conversationId, garageId } = scene.conversation;
  scenes.set(conversationId, { ...scene, pendingAnswer: pending });
  await store.setPendingAnswer(conversationId, pending);
  if (pending)
    await store.setTimer({
      garageId,
      kind: 'settle-answer',
      subject: conversationId,
      conversationId,
      at: pending.settlesAt,
    });
  else await store.clearTimer(garageId, 'settle-answer', conversationId);
}
