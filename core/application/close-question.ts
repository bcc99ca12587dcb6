import { as, type MessageId } from '../ids.ts';
import type { Scene } from '../scene/scene.ts';
import type { TurnContext } from './context.ts';
import type { Intent } from './step.ts';

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
