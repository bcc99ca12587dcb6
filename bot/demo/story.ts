import type { Installation } from './installation.ts';
import { openPanel, type Phones, usePhones } from './people.ts';
import type { Line } from './transcript.ts';

export type Telling = { chapter(title: string): void; tell(line: Line): void };

type Stage = Telling & { readonly installation: Installation; readonly phones: Phones };

/** Monday 23 November 2026, 8:40 in Amsterdam. */
export const startsAt = new Date('2026-11-23T07:40:00Z');

/** Plays a morning in the garage; throws when an expected message does not come. */
export async function playStory(installation: Installation, telling: Telling): Promise<void> {
  const stage = { ...telling, installation, phones: usePhones(installation, telling.tell) };
  await registerAndStart(stage);
  await askForApproval(stage);
  await askAnew(stage);
  await speakInPerson(stage);
  await finish(stage);
  await playWordsOnly(stage);
}

async function registerAndStart({ chapter, phones }: Stage): Promise<void> {
  chapter('A repair is registered, and the customer comes in by the invitation');
  await phones.says('mechanic-1', 'new AB-123-C, Jan Jansen, 06-12345678, brakes squeal, € 199');
  await phones.hears('mechanic-1', 'Registered');
  await phones.opensInvitation('customer-buttons');
  await phones.hears('customer-buttons', 'digital assistant');
  await phones.waits(12);

  chapter('The first notification: repair started');
  await phones.says('mechanic-1', 'start AB-123-C');
  await phones.hears('customer-buttons', 'The mechanic started at 8:52');
}

async function askForApproval({ chapter, phones }: Stage): Promise<void> {
  await phones.waits(28);
  chapter('The second notification: approval needed, two lines');
  await phones.says('mechanic-1', 'found AB-123-C: exhaust bracket rusty later');
  await phones.sees('mechanic-1', 'exhaust bracket');
  await phones.says(
    'mechanic-1',
    'quote AB-123-C: front brake pads 286.40 !; wiper blades 38 later; ready 16:30; else 15:00',
  );
  await phones.taps('mechanic-1', 'Send · I wait');
  await phones.hears('customer-buttons', 'Together € 324.40');

  chapter('A doubtful answer approves nothing');
  await phones.says('customer-buttons', 'ok, if it stays under 300');
  await phones.hears('customer-buttons', 'nothing has been approved');

  chapter('Without an answer there is one reminder: the car is on the lift');
  await phones.waits(11);
  await phones.hears('customer-buttons', 'on the lift and the mechanic is waiting');

  chapter('A question goes to the mechanic, and the answer comes back');
  await phones.says('customer-buttons', 'Can the wipers wait until spring?');
  await phones.hears('mechanic-1', 'Can the wipers wait');
  await phones.taps('mechanic-1', 'To customer', { text: 'They can. They only leave streaks when it rains.' });
  await phones.hears('customer-buttons', 'They only leave streaks');
}

async function askAnew({ chapter, phones }: Stage): Promise<void> {
  await phones.waits(6);
  chapter('A new version replaces the quote, and the old buttons are dead');
  await phones.says(
    'mechanic-1',
    'quote AB-123-C: front brake pads and discs 412 !; wiper blades 38 later; ready 17:00; else 15:00',
  );
  await phones.sees('mechanic-1', 'version 2');
  await phones.taps('mechanic-1', 'Send · I wait');
  await phones.hears('customer-buttons', 'The earlier one no longer applies');
  await phones.tapsOld('customer-buttons', 'Approve € 324.40');
  await phones.hears('customer-buttons', 'nothing has been approved');

  chapter('One of the two lines is approved');
  await phones.taps('customer-buttons', 'Choose or ask');
  await phones.taps('customer-buttons', 'Only no. 1');
  await phones.hears('customer-buttons', 'approved *part of it*');
  await phones.hears('mechanic-1', 'APPROVED');
}

async function speakInPerson({ chapter, installation, phones, tell }: Stage): Promise<void> {
  await phones.waits(45);
  chapter('Customer service takes the conversation over, and hands it back');
  const petra = await openPanel(installation, 'Jan Jansen', tell);
  await phones.says('customer-buttons', 'I would like to speak to a person please');
  await petra.sees('I would like to speak to a person please');
  await phones.waits(2);
  await petra.sends('Good morning Mr Jansen, this is Petra of Garage De Brug. How can I help?');
  await phones.hears('customer-buttons', 'this is Petra');
  await phones.says('customer-buttons', 'Do you have a loan car for this afternoon?');
  await petra.sees('Do you have a loan car');
  await phones.waits(1);
  await petra.sends('Yes, it is ready for you at the desk.');
  await phones.hears('customer-buttons', 'ready for you at the desk');
  await petra.handsBack();
  await phones.hears('customer-buttons', 'Petra has finished');
}

async function finish({ chapter, phones }: Stage): Promise<void> {
  await phones.waits(150);
  chapter('The third notification: repair completed');
  await phones.says('mechanic-1', 'done AB-123-C');
  await phones.hears('mechanic-1', 'exhaust bracket');
  await phones.taps('mechanic-1', 'Done, leave this');
  await phones.hears('customer-buttons', 'is ready');
}

async function playWordsOnly({ chapter, phones }: Stage): Promise<void> {
  await phones.waits(5);
  chapter('A second customer, whose app has no buttons, answers in words');
  await phones.says('mechanic-1', 'new XY-98-ZZ, Piet de Vries, 06-87654321, winter check, € 89');
  await phones.hears('mechanic-1', 'Piet de Vries');
  await phones.opensInvitation('customer-text');
  await phones.hears('customer-text', 'digital assistant');
  await phones.says('mechanic-1', 'start XY-98-ZZ');
  await phones.hears('customer-text', 'The mechanic started');
  await phones.says('mechanic-1', 'quote XY-98-ZZ: new battery 129');
  await phones.sees('mechanic-1', 'new battery');
  await phones.taps('mechanic-1', 'Send · I go on');
  await phones.hears('customer-text', 'Reply *YES*');
  await phones.says('customer-text', 'yes, go ahead');
  // The bot waits a few seconds for more words before words count.
  await phones.waits(1);
  await phones.hears('customer-text', 'you *approved*');
  await phones.says('mechanic-1', 'done XY-98-ZZ');
  await phones.hears('customer-text', 'is ready');
}
