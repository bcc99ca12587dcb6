import type { NewId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import type { CustomerInput, Step } from '../react/step.ts';
import { raise, redAt } from '../step.ts';
import { answer, visitOf } from './visit.ts';

/**
 * Somebody writes faster than anybody reads. It is said once and a person looks; from here on messages are kept and read without an
 * answer to each, so that a decision among them still counts.
 */
export function flooded(input: CustomerInput, scene: Scene, newId: NewId): readonly Step[] {
  const visit = visitOf(input, scene, newId);
  if (!visit || visit.address.frozen) return [];
  return [
    ...raise(scene, newId, { kind: 'person', owner: 'service', dueAt: redAt(scene, false) }),
    ...(scene.conversation.controller.kind === 'agent' ? [] : [answer(visit, { kind: 'slow-down' })]),
  ];
}
