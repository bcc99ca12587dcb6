import { parseArgs } from 'node:util';
import type { Role } from '../../core/actor.ts';
import type { Meant } from '../../core/application/staff-find.ts';
import type { Invitee } from '../../core/application/staff-inviting.ts';
import type { Leaving } from '../turn/staff.ts';

type Place = { readonly name: string; readonly garageName: string | undefined };

/** What an administrator asks for on the command line. */
export type StaffCommand =
  | ({ readonly verb: 'invite' } & Invitee)
  | ({ readonly verb: 'workplace' } & Place)
  | { readonly verb: 'posts'; readonly garageName: string | undefined }
  | { readonly verb: 'list' }
  | ({ readonly verb: 'revoke' } & Leaving)
  | ({ readonly verb: 'revoke-workplace' } & Place);

/** Said to whoever typed the command; ends it with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

const roles: readonly Role[] = ['mechanic', 'agent', 'manager', 'administrator'];
const start = 'npm run -s staff --';

const usages = {
  invite: `invite --role mechanic --name "Mia" [--garage "Garage De Brug"] [--language nl] [--again]`,
  workplace: `workplace --name "Brug 1" [--garage "Garage De Brug"]`,
  posts: `posts [--garage "Garage De Brug"]`,
  list: 'list',
  revoke: `revoke --name "Mia" [--to "Rob"] [--role mechanic] [--garage "Garage De Brug"], or revoke --workplace "Brug 1"`,
} as const;
type Verb = keyof typeof usages;

function isVerb(word: string | undefined): word is Verb {
  return word !== undefined && Object.hasOwn(usages, word);
}

const all = `Use one of:\n${Object.values(usages)
  .map((usage) => `  ${start} ${usage}`)
  .join('\n')}`;

const options = {
  role: { type: 'string' },
  name: { type: 'string' },
  garage: { type: 'string' },
  language: { type: 'string' },
  again: { type: 'boolean' },
  to: { type: 'string' },
  workplace: { type: 'string' },
} as const;

type Values = { readonly [Name in keyof typeof options]?: string | boolean | undefined };

const allowed: Readonly<Record<Verb, readonly (keyof typeof options)[]>> = {
  invite: ['role', 'name', 'garage', 'language', 'again'],
  workplace: ['name', 'garage'],
  posts: ['garage'],
  list: [],
  revoke: ['name', 'to', 'role', 'garage', 'workplace'],
};

/** Reads what was typed after `staff --`. Throws UsageError. */
export function readStaffCommand(args: readonly string[]): StaffCommand {
  const { verb, values } = readArgs(args);
  const wrong = (why: string): never => {
    throw new UsageError(`${why} Use: ${start} ${usages[verb]}`);
  };
  const text = (name: keyof typeof options): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const needed = (name: keyof typeof options): string => text(name) ?? wrong(`--${name} is missing.`);
  const role = (): Role =>
    roles.find((one) => one === needed('role')) ?? wrong(`--role has to be one of ${roles.join(', ')}.`);
  const garageName = text('garage');
  switch (verb) {
    case 'invite':
      return {
        verb,
        name: needed('name'),
        role: role(),
        garageName,
        language: languageOf(text('language')) ?? (values.language === undefined ? undefined : wrong(noLanguage)),
        again: values.again === true,
      };
    case 'workplace':
      return { verb, name: needed('name'), garageName };
    case 'posts':
      return { verb, garageName };
    case 'list':
      return { verb };
    case 'revoke': {
      const workplace = text('workplace');
      if (workplace && values.name === undefined) return { verb: 'revoke-workplace', name: workplace, garageName };
      if (workplace) return wrong('Give --name or --workplace, not both.');
      const who: Meant = {
        name: needed('name'),
        ...(values.role === undefined ? {} : { role: role() }),
        ...(garageName === undefined ? {} : { garageName }),
      };
      return { verb, who, to: takerOf(values.to === undefined ? undefined : needed('to')) };
    }
  }
}

const noLanguage = '--language has to be nl or en.';

function languageOf(typed: string | undefined): 'nl' | 'en' | undefined {
  return typed === 'nl' || typed === 'en' ? typed : undefined;
}

function takerOf(name: string | undefined): Leaving['to'] {
  return name === undefined ? undefined : name.toLowerCase() === 'nobody' ? 'nobody' : { name };
}

function readArgs(args: readonly string[]): { readonly verb: Verb; readonly values: Values } {
  const { positionals, values } = (() => {
    try {
      return parseArgs({ args: [...args], allowPositionals: true, options });
    } catch {
      throw new UsageError(all);
    }
  })();
  const [verb, ...others] = positionals;
  if (!isVerb(verb) || others.length > 0) throw new UsageError(all);
  const stray = Object.keys(values).find((name) => !allowed[verb].some((one) => one === name));
  if (stray) throw new UsageError(`--${stray} means nothing here. Use: ${start} ${usages[verb]}`);
  return { verb, values };
}
