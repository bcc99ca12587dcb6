import type { DomainCommand } from '../../core/application/commands.ts';
import { handleConversation, handleRepair } from '../../core/application/handle.ts';
import { assertNever } from '../../core/decision.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { react } from '../react/react.ts';
import { type Step, type StepOf, sleep, tell, wakeAt } from '../step.ts';
import type { Context } from './context.ts';
import { follow } from './follow.ts';
import { closeButtons, note, say, tellCustomer } from './tell.ts';
import { drawCard, ping, post, registerVehicle, reply, speakToStaff } from './tell-staff.ts';

/** A command that was refused, and why. */
export type RefusedCommand = { readonly command: DomainCommand; readonly because: { readonly code: string } };

/**
 * Decides a command, writes its events and rows, and carries out the bot's reactions. This is the
 * only write path. Resolves to the refusal if nothing was done.
 */
export async function act(
  context: Context,
  step: StepOf<'repair'> | StepOf<'conversation'>,
): Promise<RefusedCommand | undefined> {
  const handled =
    step.do === 'repair'
      ? await handleRepair(context, step.command, step.words)
      : await handleConversation(context, step.command);
  if (!handled.accepted) return { command: step.command, because: handled.because };
  const { conversationId, events } = handled;
  for (const event of events) {
    const scene = await context.scenes.read(conversationId);
    await carryOut(context, conversationId, react(event, scene, context.newId));
  }
  return undefined;
}

/** Carries steps out in order. A refused command ends the list and is returned; the steps before it stay done. */
export async function carryOut(
  context: Context,
  conversationId: ConversationId | undefined,
  steps: readonly Step[],
): Promise<RefusedCommand | undefined> {
  for (const step of steps) {
    const refusal = await carryOutOne(context, conversationId, step);
    if (refusal) return refusal;
  }
  return undefined;
}

async function carryOutOne(
  context: Context,
  conversationId: ConversationId | undefined,
  step: Step,
): Promise<RefusedCommand | undefined> {
  switch (step.do) {
    case 'repair':
    case 'conversation':
      return act(context, step);
    case 'register': {
      const registered = await registerVehicle(context, step);
      return carryOut(context, registered.conversationId, registered.steps);
    }
    case 'reply':
      await reply(context, step);
      return undefined;
    case 'acknowledge':
      context.afterCommit.push(step);
      return undefined;
    case 'focus':
      await context.store.setFocus(step.addressId, step.repairId, context.now);
      return undefined;
    case 'remember-act':
      await context.store.setLastAct(step.addressId, step.act);
      return undefined;
    case 'speak-to-staff':
      await speakToStaff(context, step);
      return undefined;
    default:
      if (!conversationId) throw new Error(`The step '${step.do}' needs a conversation`);
      await carryOut(
        context,
        conversationId,
        await carryOutIn(context, await context.scenes.read(conversationId), step),
      );
      return undefined;
  }
}

type InConversation = Exclude<
  Step,
  { do: 'repair' | 'conversation' | 'register' | 'reply' | 'acknowledge' | 'focus' | 'remember-act' | 'speak-to-staff' }
>;

/** Carries out a step that belongs to a conversation. Resolves to what follows from it. */
async function carryOutIn(context: Context, scene: Scene, step: InConversation): Promise<readonly Step[]> {
  const { store, scenes, now } = context;
  const { conversationId, garageId } = scene.conversation;
  switch (step.do) {
    case 'tell':
      return tellCustomer(context, scene, step);
    case 'say':
      await say(context, scene, step);
      return [];
    case 'note':
      await note(context, scene, step);
      return [];
    case 'ping':
      await ping(context, scene, step);
      return [];
    case 'post':
      await post(context, scene, step);
      return [];
    case 'draw-card':
      await drawCard(context, scene, step);
      return [];
    case 'close-question':
      await closeButtons(context, scene, step);
      return [];
    case 'take-back': {
      const { customerId, repairId, phraseKinds, since, correction } = step;
      const wasSent = await store.takeBack(conversationId, repairId, phraseKinds, since);
      return wasSent && correction ? [tell(customerId, correction, 'notification', { about: { repairId } })] : [];
    }
    case 'cancel-queued':
      await store.cancelQueued(conversationId, step.sorts, step);
      return [];
    case 'follow':
      return follow(context, scene, step);
    case 'end-invitations':
      await store.endDeciderInvitations(step.customerId, step.repairId, now);
      return [];
    case 'wake':
      await store.setTimer({ garageId, kind: step.kind, subject: step.subject, conversationId, at: step.at });
      return [];
    case 'sleep':
      await store.clearTimer(garageId, step.kind, step.subject);
      return [];
    case 'await-answer':
      return awaitAnswer(context, scene, step.pending);
    case 'void-answer':
      return awaitAnswer(context, scene, undefined);
    case 'pause-reminders':
      scenes.change(conversationId, { pausedUntil: step.until });
      await store.pauseReminders(conversationId, step.until);
      return [];
    case 'needs-no-answer':
      await store.endWaiting(conversationId);
      return [];
    case 'keep-words':
      scenes.forget(conversationId);
      await store.saveWords(garageId, step.repairId, step.words);
      return [];
    case 'speak':
      scenes.forget(conversationId);
      await store.setLanguage(step.addressId, step.language, now);
      return [];
    case 'keep-phone':
      scenes.forget(conversationId);
      await store.keepPhone(step.customerId, step.phone);
      return [];
    default:
      return assertNever(step);
  }
}

/** An approval in words takes effect when its timer fires without further text. */
async function awaitAnswer(
  { store, scenes }: Context,
  { conversation: { conversationId } }: Scene,
  pending: Scene['pendingAnswer'],
): Promise<readonly Step[]> {
  scenes.change(conversationId, { pendingAnswer: pending });
  await store.setPendingAnswer(conversationId, pending);
  return [
    pending ? wakeAt('settle-answer', conversationId, pending.settlesAt) : sleep('settle-answer', conversationId),
  ];
}
