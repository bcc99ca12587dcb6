import { as, type MessageId } from '../../../core/ids.ts';
import type { Desk, Scene } from '../../../core/scene/scene.ts';
import { aDesk } from '../../../core/testing/scenes.ts';
import type { MechanicAction, MechanicButton, MechanicCard } from '../../cards/card.ts';
import { prepareCard } from '../../cards/drawn-card.ts';
import { repairCard } from '../../cards/repair-card.ts';
import { isCommand } from '../../react/testing/stage.ts';
import type { MechanicInput, Step } from '../../step.ts';
import { aboutRepair, mechanicSteps, readTyped } from '../mechanic.ts';

type Content = MechanicInput['content'];
type Tapped = Partial<Omit<Extract<Content, { kind: 'choice' }>, 'kind' | 'action'>>;

/** A mechanic at a desk with the repairs of a scene: what follows on a line or a tap. */
export function chat(scene: Scene, change: Partial<Desk> = {}) {
  const desk = aDesk(scene, change);
  let count = 0;
  const send = (content: Content): readonly Step[] => {
    const input = readTyped({ messageId: as<MessageId>('m-9'), at: desk.now, content }, desk);
    const about = aboutRepair(input, desk);
    if (about.kind === 'steps') return about.steps;
    const newId = (): string => {
      count += 1;
      return `id-${count}`;
    };
    return mechanicSteps(input, desk, scene, about.repairId, newId);
  };
  return {
    send,
    types: (text: string) => send({ kind: 'text', text }),
    taps: (action: MechanicAction, tapped: Tapped = {}) =>
      send({ kind: 'choice', action, values: {}, standing: 'live', ...tapped }),
  };
}

/** The names of the commands, in order. */
export function commandsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => (isCommand(step) ? [step.command.type] : []));
}

/** The data of the first command of a type. */
export function dataOf(steps: readonly Step[], type: string): object | undefined {
  return steps.flatMap((step) => (isCommand(step) && step.command.type === type ? [step.command.data] : []))[0];
}

/** The cards that were answered with. */
export function cardsOf(steps: readonly Step[]): readonly MechanicCard[] {
  return steps.flatMap((step) => (step.do === 'reply' && 'card' in step.reply ? [step.reply.card] : []));
}

/** The buttons of those cards. */
export function buttonsOf(steps: readonly Step[]): readonly MechanicButton[] {
  return cardsOf(steps).flatMap(({ buttons = [] }) => buttons);
}

/** What those buttons say. */
export function labelsOf(steps: readonly Step[]): readonly string[] {
  return buttonsOf(steps).map(({ label }) => label);
}

/** The action behind a button; throws when there is no such button. */
export function actionOf(steps: readonly Step[], label: string): MechanicAction {
  const found = buttonsOf(steps).find((button) => button.label.includes(label));
  if (!found) throw new Error(`There is no button ${label} among ${labelsOf(steps).join(', ')}`);
  return found.action;
}

/** Everything that the mechanic gets to see: texts and cards in the form in which they leave. */
export function outputOf(steps: readonly Step[], scene: Scene, desk: Desk): string {
  return steps
    .map((step) => {
      if (step.do === 'reply') return 'text' in step.reply ? step.reply.text : shown(step.reply.card);
      if (step.do !== 'draw-card') return '';
      const view = scene.repairs.find(({ repair }) => repair.repairId === step.repairId);
      return view ? shown(repairCard(view, scene, desk.staff)) : '';
    })
    .join('\n');
}

function shown(card: MechanicCard): string {
  const { body, card: prepared } = prepareCard(card, () => 'token');
  return `${body}\n${JSON.stringify(prepared)}`;
}
