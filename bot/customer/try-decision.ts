import { repairDecider } from '../../core/repair/decider.ts';
import type { DecisionRefusal, RepairCommandOf } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { viewOf } from '../react/open-quotes.ts';

/** What the rules would make of an answer right now; undefined when the repair does not take any. */
export function tryDecision(
  scene: Scene,
  command: RepairCommandOf<'DecideQuote'>,
): 'accepted' | DecisionRefusal | undefined {
  const view = viewOf(scene, command.data.repairId);
  if (!view) return undefined;
  const decision = repairDecider(scene.garage.rules).decide(command, view.repair);
  if (!decision.accepted) return undefined;
  for (const event of decision.events) {
    if (event.type === 'QuoteDecided') return 'accepted';
    if (event.type === 'DecisionRefused') return event.data.because;
  }
  return undefined;
}
