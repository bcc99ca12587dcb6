import type { ChapterText } from './conversation-book.ts';

/** What the page shows, in its order. */
export const chapters: readonly ChapterText[] = [
  {
    id: 'introduction',
    title: 'A number typed at the desk, and who it is',
    what: 'A chat that nobody knows is told the way in. A shared number proves nothing: first comes the question whether it is their car, with the end of the plate only.',
  },
  {
    id: 'started',
    title: 'Started',
    what: 'The mechanic has taken the car in hand. A question about the time is answered from the repair.',
  },
  {
    id: 'quote',
    title: 'A quote of one line with its photo, and a reminder',
    what: 'The photo is the mechanic’s. On the lift the reminder comes after ten minutes. "Let me ask" pauses it. What is not plainly an answer approves nothing.',
  },
  {
    id: 'approved',
    title: 'Approved',
    what: 'A tap here. The echo says what was noted, and the questions above lose their buttons.',
  },
  {
    id: 'change',
    title: 'A change of mind, a new version, and an old button',
    what: 'Until the mechanic has begun, a decision can be changed. A new version says what became of the price; who taps a button of the old one approves nothing.',
  },
  {
    id: 'lines',
    title: 'A quote of several lines',
    what: 'Lines are chosen by buttons, or in words, which bind only after they were read back.',
  },
  { id: 'partly', title: 'Approved in part', what: 'What was not chosen is declined, and the echo says so.' },
  {
    id: 'asking',
    title: 'A question, a photo and a call',
    what: 'A question about the work goes to the mechanic. A photo is kept for a person and never answers a quote. Calls are offered inside opening hours.',
  },
  {
    id: 'ready',
    title: 'Later than promised, and ready',
    what: 'A promised time that moves is told. The last message says when to collect the car and what is to be paid.',
  },
  {
    id: 'text-only',
    title: 'A customer whose app has no buttons',
    what: 'The same repair with words: YES, NO, CALL, and digits for the lines. The mechanic went on with other work, so the reminder comes after an hour.',
  },
  {
    id: 'expired',
    title: 'An expired quote',
    what: 'An answer after the end of the next business day approves nothing.',
  },
  {
    id: 'person',
    title: 'A person, the language, and no more messages',
    what: 'Customer service takes over and hands back. After two texts in a row that are not understood a person takes it. STOP asks whether the repair was meant.',
  },
  {
    id: 'night',
    title: 'After closing time',
    what: 'A person answers when the garage is open again, and says when that is.',
  },
  {
    id: 'decider',
    title: 'Somebody else decides',
    what: 'Who decides may forward a link that works once. The first answer counts, and the echo goes to both. First the customer who forwards it:',
  },
  {
    id: 'decider-other',
    title: 'The person who was asked to decide',
    what: 'The same, at whoever opened the link; this app has no buttons.',
  },
  {
    id: 'lease',
    title: 'A driver who does not decide',
    what: 'Whoever does not decide gets neither price nor buttons.',
  },
];
