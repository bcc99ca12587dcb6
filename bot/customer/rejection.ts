import { about } from './about.ts';
import type { Matcher } from './pattern.ts';
import { grammar, ruleOf } from './pattern.ts';

/**
 * What rejects, word for word, under the same discipline as an approval: a "no" to part of the work or to a call is not a
 * "no" to the quote. "Not today" is how people decline; "not yet" and a bare "not now" put off, "not immediately" limits,
 * and none of these is here: a word of time stands before the "not", never behind it.
 */
const rules = grammar(
  {
    what: 'some | dem stuff?',
    forIt: 'prep? forMe | prep (what|cost|money|det money|dem money|euro? amount euro?) | asQuoted',
    x: 'what | now | today | thisDay | adv | asked | you | me | forIt | ermee | er',
    y: 'what | asked | you | me | forIt | ermee | er | adv | gladly',
    doing: 'doInf | fitInf | done | doImp | agreeVerb',
    toDo: 'doEn what? | fitEn (what|named|unbounded)? | goahead (prep what)? | have what done | get what done | makeEn det? work',
    imperative: `(doImp|fitImp) x* (maar x*)? (not|none) y* | doImp what? maar? without what? (doInf)? y* | (doEn|leave) none (prep (what|det? car|parts))? y* | none to? (doInf|prep doInf) y*
      | ga (adv|er|ermee|maar)* not (door|doInf|startInf) y* | (doImp|fitImp) y* maar? geen (work|thing) y* | prep what? none doInf y* | doImp ref? prep me maar? not y* | geen (work|thing) (doInf|fitInf) y*`,
    infinitive: `named x* not laten? fitInf y* | not named laten? fitInf y* | (will|ga) i named not laten? fitInf | i (will|ga|laat) named not laten? (fitInf|agreeVerb) | (doInf|doImp|will|ga|want) i (what|adv)* not forIt* | skip i forIt* | sla i adv* over | what (laat|laten) i adv* zitten | (x|rather|maar)* not (y|adv)* laten? (doInf|fitInf) y* | what? (doInf|fitInf) maar? not y*
      | (will|ga) i x* not y* laten? ga? doing? y* | what (will|ga|can) i x* not y* laten? ga? doing? y* | x+ (doInf|laat|doImp) i x* not y* (doInf)? | (you|what) must x* not (doInf|forIt)*
      | i (doInf|doImp|laat|laten|ga|will) x* not y* laten? ga? doing? y* | what (will|ga) not worden? (doInf|done|door) y* | gelieve what? not y* to? (doInf|fitInf) y*`,
    needNot: `(i|you|what|forIt|me|adv)* hoeft (i|what|forIt|adv|now|you|van|me|allRef)* not (meer | forIt | you | van me | asked | to? doing (to? worden)? | what)*
      | i? hoeft geen work | geen needed | what? hoeft none`,
    unneeded: `what? (is|vind i|lijkt me) (adv|forIt)* needless | i vind what needless | (er is)? what? is? (forIt|adv)* not fully? needed (forIt|asked)* | i doAux not doubt what is needed | (what? lijkt me | what? vind i | i vind what) not needed
      | no need (prep what | to doEn what)? | (what|i) will not worden? needed | i? (doAux not|not) need (what done? | to doEn what)? forIt?
      | (i have | have i)? (er|adv)* geen (need|interest) (er|ermee|prep what|to)* | i? have what? not needed`,
    letBe: `i? laat (what|adv|maar|zitten|you)* (zitten|maar) (adv|asked)* | laten i (what|adv|maar)* not doInf y* | i? adv* laat x* maar (what|adv|forIt|asked)* zitten? (adv|asked)* | i? (laat|laten) x* zitten y* | (what|maar|adv)* laten zitten | what can zitten | i (will|ga) what (laten zitten|zitten laten)
      | (let us just? | i (will|am|ga|to)* just? | asked just?| just)? (leave (what asIs* | asIs+ | (thing|parts|det? car) asIs+) | keep (what asIs+ | asIs+)) (prep? (now|today|thisDay)|asked|adv)* | let us (skip what? | not (toDo)?) asked*`,
    skipIt: `asked? (i? (am|will|ga|to|have|just|like|want)+ | i)? just? skip (prep what|what)? maar? (today|asIs|now|gladly|asked|forIt)* | i? sla (what|you|adv)* maar? what? over asked* | what (over|skip) i y* | what sla i (adv|maar)* over | er skip i adv* prep? | i skip (er|ermee) adv* prep? | i (will|ga) (er|ermee) skip
      | what (may|can) (er|van)* af | what? over asked*`,
    disagree: `accord (ga|am) i (er|adv)* not ermee? | (mine|det)? answer is no | (i|ga|am|er|ermee|hereby|what|adv)* (not|geen) (ermee|er|adv|fully)* accord (ermee|prep what|prep cost|forIt|prep me|van me|to ga|asked)* | i am what? (er|ermee|prep what|adv)* not (ermee|fully|adv)* eens (ermee|prep what)*
      | (i give you? | you have)? (geen|not) mine? permission (prep what|forIt)* | not fully? agree forIt* | (what|cost) is not (accord|agree) forIt*
      | i? (doAux not|not|will not) agreeVerb (prep? (what|cost))? forIt* | i? (hereby|will|fully|am|have|ga|to|must|want|er)* (decline|rejected) (what|forIt|prep what|hereby|asked|adv|today)* | what (is|worden|hereby)* (decline|rejected) forIt* | what (is|worden) een no (forIt|adv)* | een no forIt
      | hereby? decline i (hereby|what)* sepPrt? | i vind what not good | i? (will|ga)? what af keur | i? zie (ermee|er|what|forIt|adv)* van? what? af (van what)? | i? zie (er|adv)* (af|sepPrt) van what
      | i? zie (what|adv)* not zitten | (what|er) zie i (er|adv)* van? what? af forIt* | i? sla what (adv|forIt)* af`,
    wantNot: `(i|what)? want i? x* (not|none) (what|laten|ermee|forIt|adv)* (doInf | fitInf | meer | done | worden)* | i want geen (work|fitEn) y* | geen (work|interest) asked* | geen (need|interest) prep
      | i? (will|hypo) not like (what done? | to (toDo)) forIt*
      | i? doAux not want (what (done|fitInf)? | to (toDo) | you to (toDo))? forIt*`,
    ratherNot: `(i (will|have|want|vind|hypo)*)? x* rather (what|adv|van|maar|now|today|thisDay)* not to? ((toDo) | laten? (doInf|fitInf))? (forIt|adv|asked)* | i rather to? not (toDo) forIt* | i? rather to? (keep|leave) what asIs* forIt*
      | i hypo what rather not laten? doInf`,
    notNow: `what? (adv|rather)* prep? (today|thisDay) (adv|rather)* not | not prep? (today|thisDay) asked* | rather not prep? (now|today|thisDay) asked*
      | what? adv* (rather adv* prep? now | prep now) (adv|rather)* not | what? now adv* rather adv* not | not prep? now thanks | now adv* not thanks | dan maar? not | toch maar not | not forIt+ | prep (cost|det money) (hoeft what)? not
      | not doEn (prep cost)?`,
    doNot: `i? (am|will|worden)* not (ga|will|worden|adv)* ingEn (prep? what)? forIt* | asked* doAux not (toDo | agreeVerb what? | bother (prep? what|prep? doEn what|doEn what|putPrt)* ) (asIs|forIt|asked)*
      | i (will|ga|have|can) adv* not (worden|have|get|to|adv)* (doInf|toDo|bother|done) forIt* | i (am|will) not (just|ga|to|have|worden|doEn|get|want|will|adv)* (toDo|bother (prep what)?) forIt*
      | not (ga|will) to? (toDo|happen|bother) forIt* | what is not (ga|will) to? happen forIt* | i? hypo not bother (what|forIt|prep cost)* | not (toDo) forIt*`,
    against: `i have? report (against (toDo|what) | against doEn what | not to (toDo)) forIt* | i (am|have) against what | i have? report to? not to? (toDo) forIt* | (i have? report|have i report) (er|adv|prep|what|to)* not to? laten? (doInf|fitInf)`,
    declineIt: `iAmGood (asIs|asked)* | (i am)? not interest (prep what)? forIt* | holdOff (prep what)? (now|today)* | (geen|no) (work|fitEn) gladly? asked* | (no|not) (prep|to) what`,
    unit: `imperative | infinitive | needNot | unneeded | letBe | skipIt | disagree | wantNot | ratherNot | notNow | doNot
      | against | declineIt | strongNo`,
    alone:
      '(lead|sorry)* no+ good* laat | (lead|no)* sorry+ not (asked|thanks)* | (lead|good|no|sorry)* (i not | please? doAux not | please not | not please | none | not hereby) (asked|hesit|fill|thanks)*',
  },
  about,
  true,
);

/** Explains words that reject the whole quote and leave no other reading. */
export const rejects: Matcher = ruleOf(rules, 'unit');
/** Explains what rejects only when it is all that a clause says. */
export const rejectsAlone: Matcher = ruleOf(rules, 'alone');
/** Explains a no that could answer something else when more is said. */
export const saysNo: Matcher = ruleOf(grammar({ bareNo: 'no' }, about, true), 'bareNo');
