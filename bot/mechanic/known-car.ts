import type { Desk, KnownCar } from '../../core/scene/scene.ts';
import type { MechanicInput } from '../react/step.ts';
import { atDesk } from './chat.ts';
import { plateKey } from './plates.ts';
import { parseLine } from './typed/parse.ts';

/** The key of the plate that a line, a caption or a card's button registers; undefined for everything else. */
export function plateToRegister({ content }: MechanicInput, desk: Desk): string | undefined {
  if (content.kind === 'text') return plateIn(content.text, desk);
  if (content.kind === 'media') return content.caption === undefined ? undefined : plateIn(content.caption, desk);
  if (content.kind !== 'choice') return undefined;
  const { action, values } = content;
  if (action.do === 'line') return plateIn(action.text, desk);
  return action.do === 'register' ? plateKey(values.plate ?? '') || action.plateKey : undefined;
}

function plateIn(text: string, desk: Desk): string | undefined {
  const { clock, options } = atDesk(desk);
  const line = parseLine(text, clock, options);
  return line.kind === 'new' && line.plateText !== undefined ? plateKey(line.plateText) : undefined;
}

/** What is known of the car with this plate from before. */
export function knownBefore({ knownCar }: Desk, key: string | undefined): KnownCar | undefined {
  return knownCar?.plateKey === key ? knownCar : undefined;
}
