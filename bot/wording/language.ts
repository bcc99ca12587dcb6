import type { Language } from '../../core/customer/address.ts';

/** The language that a channel's code means: `nl-BE` is nl, `en-GB` is en, anything else is `fallback`. */
export const languageOf = (code: string | undefined, fallback: Language): Language => {
  const [first] = (code ?? '').trim().toLowerCase().split(/[-_]/u);
  return first === 'nl' || first === 'en' ? first : fallback;
};
