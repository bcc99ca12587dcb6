import type { Language } from '../../core/customer/address.ts';

/** The language that a channel's code means, where it is one that we speak. */
export function knownLanguage(code: string | undefined): Language | undefined {
  const [first] = (code ?? '').trim().toLowerCase().split(/[-_]/u);
  return first === 'nl' || first === 'en' ? first : undefined;
}

/** The language that a channel's code means: `nl-BE` is nl, `en-GB` is en, anything else is `fallback`. */
export function languageOf(code: string | undefined, fallback: Language): Language {
  return knownLanguage(code) ?? fallback;
}
