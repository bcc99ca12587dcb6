import { spoken } from './customer/message.ts';
import type { VehicleFacts } from './customer/phrase.ts';
import { plain } from './plain.ts';

/** `VW Golf AB-123-C`, or the plate alone. */
export function vehicleName({ model, plate }: VehicleFacts): string {
  return [spoken(model, 28), plain(plate, 12)].filter((words) => words !== undefined).join(' ');
}

/** The first line: the vehicle in bold, the garage where an account serves several, and what the message is. */
export function heading(vehicle: VehicleFacts, note?: { readonly bold?: string; readonly after?: string }): string {
  const bold = note?.bold === undefined ? vehicleName(vehicle) : `${vehicleName(vehicle)} ${note.bold}`;
  const rest = [spoken(vehicle.garageName, 28), note?.after].filter((words) => words !== undefined);
  return [`*${bold}*`, ...rest].join(' · ');
}

/** The end of a plate, by which its owner knows it and a stranger learns little: `3-C` of `AB-123-C`. */
export function plateEnd(plate: string): string {
  const match = /[\p{L}\p{N}]-?[\p{L}\p{N}]$/u.exec(plain(plate, 12));
  return match?.[0] ?? plain(plate, 12);
}
