import { about } from './about.ts';
import type { Matcher } from './pattern.ts';
import { grammar, ruleOf } from './pattern.ts';

/**
 * What approves, word for word. Nothing here may be able to turn, limit, ask or put off: a word that could is left out
 * rather than allowed in a place that seems safe. The order of words matters for the same reason: "het is goed"
 * answers, "is het goed" asks.
 */
const rules = grammar(
  {
    x: 'obj | asked | tail',
    imperative: `you doImp obj maar tail* | (doImp|fitImp) and (doImp|fitImp) tail* | doImp me obj maar tail* | doImp maar door tail* | doImp (maar x* wel? | x+ (maar x* wel?)? | x* you x* maar x* wel?) | fitImp (any|asked|tail)* any (asked|tail)* (maar x* wel?)?
      | fitImp maar any x* | doImp maar doInf`,
    infinitive: `(asked|tail|obj)* (laten|startInf)? doInf (asked|tail)* | (asked|tail)* any (asked|tail)* laten? fitInf (asked|tail)*
      | fitInf (any|tail|asked)+ | asked* doInf (pointed|dem stuff) tail* | (obj|dan|sure|yes|good) doInf i obj? | any? ga we obj? (laten? doInf) tail*
      | we ga (obj|tail|ermee)* laten? doInf tail* | i ga any? laten doInf | laten doInf any? x*
      | gelieve (any|tail|er|ermee)* (to? (doInf|startInf|fitInf)) (any|tail)* | (gelieve | asked can you | can you asked) (doEn obj|fitEn any|goahead (prep (obj|parts))?) (tail|asked)*`,
    permit: `yes* sure+ may obj | any may wel? you? x* er? laten? ga? (doInf|startInf|done|door|goahead)* worden? tail* | may x* done worden? tail*
      | you (may|can) (x|any|er|ermee)* (laten? ga? doInf|startInf|fitInf|goahead|door|ga) (tail|prep (obj|parts))*
      | may (you|x)* er? laten? ga? (doInf|startInf|door|goahead) tail*
      | forMe may (any|you)? x* (laten? doInf|startInf|done|goahead)? worden? | any (may|can) x* (done worden|doInf|door|worden done|startInf) tail*
      | forMe can (obj|you)? x* (doInf|door|done|startInf)? tail* | any (may|can) tail* worden? (doInf|done)`,
    wish: `i want (x|any)* (obj|asked) | i want (x|any)* laten? (doInf|fitInf) worden? | i will gladly any laten? doInf
      | obj? want i asked (laten? doInf)? | i want ref you any x* (doImp|doInf|fitInf) | i hypo? gladly any x* laten? (doInf|fitInf) | i hypo any gladly x* laten? (doInf|fitInf) | i want (ref|that) any? (done worden|worden done) | ref want i`,
    letDo: `i laat (x|any)* (doInf|fitInf) x* | laat (any|tail)* er? (maar (any|adv|soon|er|tail)*)? sepPrt? (doInf|fitInf) worden? x*
      | laten i (x|any)* (maar adv*)? (doInf|fitInf) x* | dan? laten we any tail* doInf`,
    goOn: `ga (tail|er|ermee|soon)* (maar (tail|er|ermee|soon)*)? (door|startInf|doInf) (ermee|prep (obj|parts)|tail)*
      | ga adv* you (adv|er)* maar (tail|er|ermee|soon)* (door|startInf|doInf) (ermee|prep (obj|parts)|tail)* | ga maar (any|tail)* (doInf|fitInf)`,
    start: `startImp (er|ermee|tail|you)* maar (adv|er|ermee|you|soon|now|tail)* (sepPrt|ermee|prep (obj|parts))? x*
      | startImp (prep (obj|parts) | det work) maar? x* | asked+ startImp (prep (obj|parts))? tail* | startInf (prep (obj|parts)|tail)* | asked* startInf asked* | startImp it tail*`,
    apart: `sepImp er maar sepPrt any tail* | sepImp (any|adv|er|you)* maar (any|adv|er|soon|pos|tail)* sepPrt tail* | sepImp any (tail|er)* sepPrt | sepImp er maar any sepPrt`,
    accordWith: 'and? prep (obj|cost) | ermee | obj | hereby | forMe | fully | er | cost | tail | asked | you',
    agreed: `i (any|prep (obj|parts)|ermee|hereby|fully|tail)* accord (ga|am) (prep (obj|parts)|ermee|tail)* | you any may (doInf|fitInf) | any (doInf|done) may worden | i agreeVerb (ermee | prep? (any|cost))* | (i? (ga|am)? (hereby|fully)* | forMe? (obj? is)? | (ermee|obj) (ga|am) i) accordWith* accord (accordWith|to ga|ga)*
      | (any|cost) is? fully* (accord|agree) (forMe|tail)* | (fully|hereby|done)* agree (prep (obj|parts) | hereby | asked | tail | cost | any)*
      | i (have|ga|am) (any|fully|hereby)* (agree|accord) tail* | i am (fully|hereby|tail)* (agree|agreeVerb) (prep? (any|cost))?
      | (hereby|forMe)* (i? give i? | you have | i give you) (hereby|you|fully)* een? mine? det? permission (agree | prep (any|cost|doInf|goahead|makeEn work) | to (doEn any|fitEn any|goahead (prep (obj|parts))?|doInf) | laten? to? doInf | to any laten? (doInf|fitInf) | any to? worden? (doInf|fitInf|done) | prep (obj|parts) to worden done | prep ref you any (to? doInf|may doInf) | tail | doInf)*
      | hereby* mine permission prep? any? tail* | mine permission (have you | is agree)? | you have (mine|det)? permission (prep (obj|parts)|to (goahead|doEn obj|fitEn any|doInf)|tail)*
      | det? permission (is|agree) agree? prep? any? | some is een mod* (yes|permission) (forMe|tail)* | een? mod yes forMe? | (een|fully)? (yes|permission) forMe | mine? answer is yes
      | i? keur (obj|cost) (hereby|tail)* fine | (i? am)? (ref|er|tail)* (ermee|prep (obj|parts))? fully* eens (ermee|prep (obj|parts)|tail)*
      | (i (doAux|fully|hereby)* | hereby i?) agreeVerb i? (hereby|fully)* (prep? (any|cost) | to (doEn obj|goahead) | det permission | you to (doEn obj|goahead))* | hereby agreeVerb i (any|det permission) | fully* agreeVerb (any|cost)?
      | i aanvaard (er|tail|hereby)* (ermee|sepPrt|prep (obj|parts)|fully)+ | i? zeg (yes|doInf|goahead|accord|doEn (it|that)) (prep (obj|parts))? | zeg maar yes | i zie any (wel|fully)* zitten
      | i can me (wel|fully)* (ermee|prep (obj|parts)) vind`,
    goAhead: `asked* just? goahead ( and (doEn obj|fitEn any|get any done) | prep (obj|parts) | prep (doEn obj|fitEn any|doEn) | any | det work | prep? cost | accordWith)* (asked|tail)*
      | you (can|may|will) asked* (goahead (and (doEn obj|fitEn any)|prep (obj|parts))* | startImp (prep? any)? | doEn obj | fitEn any | get any done | makeEn (it|det? mod* work) | doEn) (tail|asked)*
      | let us (just|asked)* (goahead (prep (obj|parts)|and doEn obj)? | doEn obj | fitEn any | get any (done|putPrt) | have any done | get goahead) tail*
      | i (will|want|am) (just|asked|fully)* (to|ga)? goahead (prep (obj|parts)|tail)* | we will doEn obj tail* | i will (have|get) any done tail*`,
    doIt: `asked* just? doEn obj (asked|tail)* | asked* fitEn any (asked|tail|prep (obj|parts))* | just fitEn obj tail* | goahead fitEn obj | yes doEn obj? | asked+ (doEn|fitEn) any? tail* | (asked|just)* (get|have) any (done|putPrt|goahead) (asked|tail)*
      | doEn (asked|tail)+ | asked* (makeEn|doEn|get) (det|een)? mod* work+ (asked|tail)* | work asked | just doEn obj tail*
      | i (will like|want|like|will gladly|am happy) (any done? | you? to (goahead (prep (obj|parts))? | doEn obj | fitEn any | get any done | have any done) | any to worden done | to have any done | to get any done) (asked|tail)*
      | (asked|just)* fitEn any (putPrt|outPrt)+ tail* | asked* (putEn any putPrt+ | putEn putPrt any) (asked|tail)* | asked+ get? any? done tail* | asked have any done tail*`,
    consider: `asked* (agreeVerb|get) (any|that messages) asWord mine? det? (permission|agree|yes) | fiat (any|that|it|that messages) (asWord|een|mine|det|hereby|adj)* (agree|accord|permission|yes|done|goahead) (prep (obj|parts)|to (doEn obj|goahead)|tail)*`,
    happyTo: `i (am|hypo worden|will worden) fully* happy (prep you to (goahead (prep (obj|parts))?|doEn obj|fitEn any) | to (goahead (prep (obj|parts))?|agreeVerb any?|doEn obj|fitEn any|have any done))
      | happy (to goahead (prep (obj|parts))? | prep you to (goahead (prep (obj|parts))?|doEn obj|fitEn any))`,
    yesDo:
      '(yes|sure)* gladly (yes|soon|gladly)* | (yes|sure) soon* asked+ (yes|soon)* | asked+ yes asked* | yes to (obj|cost) | yes+ permission',
    everything: '(yes|sure|good|asked)* (prep|to)? allRef (asked|yes|sure)+ | yes (to|prep)? allRef',
    strong: `imperative | infinitive | permit | wish | letDo | goOn | start | apart | agreed | goAhead | doIt | consider | happyTo | yesDo | everything`,

    good: `(ref|np|pointed|cost|that)? (may|is) fully* een? fine idea? | that is fully* allFine | that is een fully* (fine|good) (price|idea|work) | that is soft* allFine
      | ((that|it|any|cost) is?)? (fine|good) forMe | vind i any? fully* een? (fine|good) (idea|price|work)? | i vind any? fully* een? (fine|good) (idea|price|work)?
      | (obj|cost)? lijkt me fully* een? (fine|good) idea? | i? any? sounds fully* (like een)? (er|een|like)* (fine|good) (forMe|idea|sepPrt|prep me)* | een? (good|fine) idea
      | forMe (is|can|may)? ref? (may|is)? fully* (fine|good) | (yes|asked) that will worden good | that suits | (that|it|any|cost)? suits forMe
      | i am fully* happy prep (any|cost) | happy prep (any|cost) | any? is good forMe | iAmGood withWord (any|cost) | (fine|good) prep (any|cost) | (fine|good) forMe | it is (fine|good) prep me to (goahead|doEn obj)`,
    medium: `good`,
    weak: '(yes|sure|gladly) soon*',
    alone:
      '(lead|sorry)* ((yes|good|sure)+ (dan|ref)* must ref? maar | (dan|ref|yes|good|sure)* must ref? maar (doInf|done worden)) (filler|thumb)* | (lead|yes|sure|good|fine)* (may wel? | allRef | doInf maar (any|tail)*) (tail|filler|thumb)*',
    mild: 'good | fine',
  },
  about,
  true,
);

/** Explains words that approve the whole quote and leave no other reading, whatever innocent words stand beside them. */
export const approves: Matcher = ruleOf(rules, 'strong');
/** Explains words that find the quote good: an approval unless what stands beside them only says that it was read. */
export const findsGood: Matcher = ruleOf(rules, 'medium');
/** Explains a yes that could answer something else when more is said. */
export const saysYes: Matcher = ruleOf(rules, 'weak');
/** Explains what approves only when it is all that a clause says: "mag" also begins a question. */
export const approvesAlone: Matcher = ruleOf(rules, 'alone');
