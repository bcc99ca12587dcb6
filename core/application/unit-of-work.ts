import type { ConversationId } from '../ids.ts';
import type { Scene } from '../scene/scene.ts';
import type { TurnStore } from './ports.ts';

/** One transaction: its store, its time, and the conversations that it has read. */
export type UnitOfWork = {
  readonly store: TurnStore;
  readonly scenes: Scenes;
  readonly now: Date;
  /** Set when the one who acts is simulated: what begins here never counts in reports. */
  readonly simulated: boolean;
};

/** The conversations of one transaction as it has left them. */
export type Scenes = {
  /** Reads a scene; the first reading of a conversation locks it. */
  read(conversationId: ConversationId): Promise<Scene>;
  /** Changes what the rest of the transaction sees of a scene that was read. */
  change(conversationId: ConversationId, changes: Partial<Scene>): void;
  /** Lets the next reading take the rows anew. */
  forget(conversationId: ConversationId): void;
};

export function createScenes(store: Pick<TurnStore, 'loadScene'>, now: Date): Scenes {
  const known = new Map<ConversationId, Scene>();
  return {
    read: async (conversationId) => {
      const scene = known.get(conversationId) ?? (await store.loadScene(conversationId, now));
      known.set(conversationId, scene);
      return scene;
    },
    change: (conversationId, changes) => {
      const scene = known.get(conversationId);
      if (!scene) throw new Error(`Conversation ${conversationId} was changed before it was read`);
      known.set(conversationId, { ...scene, ...changes });
    },
    forget: (conversationId) => {
      known.delete(conversationId);
    },
  };
}
