import type { Matcher } from './pattern.ts';
import { grammar, ruleOf } from './pattern.ts';

const shared = grammar({
  lines: 'det? adj? line+ (and? det? adj? line+)*',
  some: 'it | ref | that | (det|ref|that)? adj? work | lines',
  filler: 'vocative | signoff sep? (name sep?)* | thanks | please | smile | hoor | fill | sep',
});

/** Signs of what a message is about; each may stand anywhere in it. The first and last token of a message are `sep`. */
const cues = grammar(
  {
    begin:
      'filler | greet | good | yes | sure | no | and | maar | but | sorry | ackOnly | dan | dots | name | gladly | accord | agree | goahead',
    anyone: 'i | you | some | me | det | er | car | other | een | part | mine | name | allRef | now',
    stopAlone: 'sep (stop filler*)+',
    stopMessages: `stop (prep|you|maar|det|ermee|please|allRef|me|unknown|i)* messages | sep filler* (geen|no) messages
      | (geen|no) (meer|rest) messages | (geen|no) messages meer | i want geen meer? messages | optout | not (messages|speak) (me|i)`,
    stopWork: `(stop|cancel) (prep|maar|det|adj|you|please|soon|now|adv)* (work|allRef|car|part|doInf|doEn|ref|it|ermee)
      | (det|adj)* work maar? (stop|cancel)`,
    fetchCar: 'pickup | i (am|will|ga|to|adv|now|unknown|ref|it|det|car|mine|soon|dan|want)* ready',
    wantsCall: 'call',
    noCall: '(not|no|geen) (you|me|to|i|prep|need|adv|een|hoeft)* call',
    selfCall: 'i (will|can|to|adv|ga|dan|now|soon|you|bother)* call',
    wantsPerson: 'person | speak',
    wantsLanguage:
      '(can|may|will|aux|doAux|speak|i|you|prep|it|that) (i|you|prep|adv|it|me|speak|please|unknown)* language',
    asks: 'qmark | begin qword | begin when | begin aux anyone | begin (have|doAux) (i|you)',
    asksStatus: `sep (filler|greet|det|een|unknown|is|er)* status (filler|er|past|nog|prep|det|car|mine|forMe)* (sep|qmark) | (when|howLong) (aux|is|anyone|will|can|may)* (i|it|ref|that|car|ready|howLong) | sep filler* (when|nog howLong|howLong) (qmark|sep)
      | howLong (ref|it|that|nog|anyone|aux)* (qmark|sep)`,
    ceiling:
      'limit (euro|prep|digit)* amount | (amount|digit) euro? (prep|to)? spend | spend (is|prep|euro)* amount | prep euro? amount | sep (filler|yes|good|euro)* amount (filler|good|yes|euro)* sep | limit euro? digit | euro digit | digit euro',
    condition: 'cond | limit',
    putOff: 'later | wait | nog (adv|now|today)* (not|geen) | not nog',
    unlimited: 'unbounded | you zie maar | zie you maar',
    mocks: 'mock | lekker (cheap|tooMuch|hoor) | yes bye',
    gladlyNo: 'sep filler* gladly filler* sep | gladly no | no (sep|hoor)* gladly',
    positive: 'yes | sure | accord | agree | agreeVerb | goahead | gladly | fine | doEn | doImp | doInf',
    negative: 'no | not | geen | none | decline | noProblem | hoeft',
    acknowledged: '(good | ackOnly | filler | greet)+',
    greeted: '(greet | filler)* greet (greet | filler)*',
  },
  shared,
);

/** The cue of this name. */
export const cue = (name: string): Matcher => ruleOf(cues, name);
