import { z } from 'zod';

/** A setting is missing or malformed; the message is one sentence that names it and gives an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
}

/** A setting by its name; undefined when it is empty. */
export type Setting = (name: string) => string | undefined;

export function fail(name: string, problem: string, example: string): never {
  throw new ConfigError(`${name} ${problem}, for example ${name}=${example}`);
}

export function integer(name: string, text: string, min: number, max: number, example: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= min && value <= max
    ? value
    : fail(name, `has to be a whole number from ${min} to ${max}`, example);
}

export function url(
  name: string,
  text: string | undefined,
  protocols: readonly string[],
  example: string,
): string | undefined {
  if (text === undefined) return undefined;
  const parsed = z.url().safeParse(text);
  if (parsed.success && protocols.includes(new URL(text).protocol)) return text;
  return fail(
    name,
    `has to be an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')}`,
    example,
  );
}

export function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  return values.find((value) => value === text) ?? fail(name, `has to be one of ${values.join(', ')}`, values[0] ?? '');
}
