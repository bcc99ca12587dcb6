import type { Language } from '../../core/customer/address.ts';
import { common } from './common.ts';
import { inbox } from './inbox.ts';
import { refusals } from './refusals.ts';
import { repair } from './repair.ts';
import { said } from './said.ts';
import { signIn } from './sign-in.ts';
import { thread } from './thread.ts';

/** Both languages with the same shape, so that a missing word does not compile. */
const both = {
  nl: wordsOf('nl'),
  en: wordsOf('en'),
};

function wordsOf(language: Language) {
  return {
    common: common[language],
    inbox: inbox[language],
    refusals: refusals[language],
    repair: repair[language],
    said: said[language],
    signIn: signIn[language],
    thread: thread[language],
  };
}

/** All words of the panel in one language. */
export type Words = ReturnType<typeof wordsOf>;

/** The words of a language. */
export function wordsIn(language: Language): Words {
  return both[language];
}
