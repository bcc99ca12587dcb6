import type { Language } from '../../core/customer/address.ts';
import type { Step } from '../react/step.ts';
import { interpretWords } from '../wording/mechanic/replies.ts';
import { type AtDesk, replyCard } from './chat.ts';

const languages: readonly Language[] = ['nl', 'en'];

/** Answers in the language that was asked for, from this answer on; without one it is asked, in both. */
export function languageSteps(at: AtDesk, language: Language | undefined): readonly Step[] {
  const { staffId } = at.desk.staff;
  const { addressId } = at.desk;
  if (language === undefined)
    return replyCard(at, {
      title: at.say.whichLanguage,
      buttons: languages.map((one) => ({
        label: interpretWords[one].languageName,
        action: { do: 'language', language: one },
      })),
    });
  return [
    { do: 'speak-to-staff', staffId, addressId, language },
    { do: 'reply', addressId, reply: { text: interpretWords[language].spokenFromNow } },
  ];
}
