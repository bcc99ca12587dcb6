import { openPage } from '../../people/visitor.ts';
import { playMoreWords, playPeople, playWords } from './people.ts';
import { playAsking, playBeside, playChange, playFirst, playQuestions, playQuote } from './repair.ts';
import { type ConversationSetting, stageOn } from './stage.ts';

/** Plays every chapter in one language on a page of its own; returns what the page's scripts complained about. */
export async function playCustomer(setting: ConversationSetting): Promise<readonly string[]> {
  const { browser, url, lang } = setting;
  const { page, faults } = await openPage(browser, `${url}/simulator?lang=${lang}`, {
    viewport: { width: 1240, height: 4_000 },
    bypassCSP: true,
    colorScheme: 'light',
  });
  const stage = stageOn(setting, page);
  await stage.clockTo(0, '8:35');
  for (const play of [
    playFirst,
    playQuote,
    playChange,
    playQuestions,
    playBeside,
    playAsking,
    playWords,
    playMoreWords,
    playPeople,
  ])
    await play(stage);
  return faults;
}
