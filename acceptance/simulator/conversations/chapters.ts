import type { ChapterText } from './book.ts';

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
    what: 'The photo is the mechanic’s. On the lift the reminder comes after ten minutes. "Let me ask" pauses it. What is not plainly an answer approves nothing; what is likely a yes is put as a question.',
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
    id: 'likely-yes',
    title: 'A likely yes',
    what: 'Words that are not on the list of answers approve nothing: they get one question, to which a plain answer or a tap counts. A second one in a row offers a call.',
  },
  {
    id: 'limits',
    title: 'A condition, and a limit',
    what: 'The assistant can promise neither, and says so.',
  },
  {
    id: 'likely-no',
    title: 'A likely no',
    what: 'To this a plain "no" counts. "Yes" could mean either, so that it is asked the other way round.',
  },
  {
    id: 'beside',
    title: 'A yes beside a question, and after the mechanic’s words',
    what: 'The question is passed on first, so that ours is the newest. "Fine" behind an answer of the mechanic may be meant for the mechanic.',
  },
  {
    id: 'forwarded',
    title: 'A forwarded yes',
    what: 'Somebody else’s words decide nothing. Whoever wrote them may decide by a link.',
  },
  {
    id: 'counted',
    title: 'The customer’s own answer',
    what: 'Behind the question a plain one counts at once, and all questions above lose their buttons.',
  },
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
    id: 'text-only-questions',
    title: 'The questions without buttons',
    what: 'A likely yes, a second one in a row, a likely no, lines that are read back, and "let me ask".',
  },
  {
    id: 'text-only-more',
    title: 'More of them',
    what: 'A condition, a limit, a question beside a yes, a forwarded yes, and what may mean no more messages. Behind that "no" belongs to no quote, so that the quote is asked about once more.',
  },
  {
    id: 'expired',
    title: 'An expired quote',
    what: 'A likely yes about one thing. An answer after the end of the next business day approves nothing.',
  },
  {
    id: 'person',
    title: 'A person, and the language',
    what: 'Customer service takes over and hands back. After two texts in a row that are not understood a person takes it.',
  },
  {
    id: 'stop',
    title: 'No more messages',
    what: 'What may mean it is asked; STOP, or a sentence that plainly says so, counts at once, and asks whether the repair was meant.',
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
