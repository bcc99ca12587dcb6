import type { ConversationId, GarageId, MessageId, NewId } from '../ids.ts';
import type { Scene } from '../scene/scene.ts';
import type { DrawnCard, TurnStore } from './ports.ts';
import type { Voice } from './voice.ts';

/** What one turn works with; `acknowledge` is carried out after the commit, because it leaves the process. */
export type TurnContext<Phrase, Card> = {
  readonly store: TurnStore;
  readonly voice: Voice<Phrase, Card>;
  readonly now: Date;
  readonly newId: NewId;
  readonly newToken: () => string;
  /** Set when the one who acts is simulated: what begins here never counts in reports. */
  readonly simulated: boolean;
  /** The garage that answers where no conversation says which. */
  readonly homeGarageId: GarageId;
  /** Set while somebody floods us: what would be an answer to each message is not said. */
  readonly heldDown?: boolean;
  /** The message that was tapped, where a network waits for the card in its place: there the mechanic is looking. */
  readonly tapped?: MessageId;
  readonly scenes: Map<ConversationId, Scene>;
  /** What this turn has drawn over cards, by the message that shows them; the newest of each. */
  readonly redrawn: Map<MessageId, DrawnCard>;
  readonly afterCommit: AfterCommit[];
};

/** What leaves the process only when the transaction is in. */
export type AfterCommit = { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

export function turnContext<Phrase, Card>(
  parts: Omit<TurnContext<Phrase, Card>, 'scenes' | 'redrawn' | 'afterCommit'>,
): TurnContext<Phrase, Card> {
  return { ...parts, scenes: new Map(), redrawn: new Map(), afterCommit: [] };
}

/** The scene as this turn has left it; the first call locks it. */
export async function sceneOf<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  conversationId: ConversationId,
): Promise<Scene> {
  const known = context.scenes.get(conversationId);
  if (known) return known;
  const scene = await context.store.loadScene(conversationId, context.now);
  context.scenes.set(conversationId, scene);
  return scene;
}
