import { shared } from './approval.ts';
import type { Matcher } from './pattern.ts';
import { grammar, ruleOf } from './pattern.ts';

/**
 * A rejection, word for word, under the same discipline as an approval: a "no" to part of the work or to a call is not a
 * "no" to the quote. "Not today" and "nu even niet" are how people decline; "not yet" puts off and is not here.
 */
const rules = grammar(
  {
    nowish: 'now | today | adv',
    extra: 'some | nowish | please | you | me',
    imperative: `adv* doImp extra* (maar (some|adv|please|you|me)*)? (not|none) (adv | hoor)* | doEn none | none doInf | ga (adv|er|ermee|maar)* not (door|doInf|startInf)`,
    infinitive: `(some|asked|rather|nowish|maar)* not (some|adv|asked|forMe)* laten? doInf (asked|some)*
      | (some|nowish)* doInf (some|adv)* maar? not | some? (will|ga) i (some|adv)* not doInf | some? doInf i (some|adv)* not | i (doInf|doImp) (some|adv)* not`,
    needNot: `(i|you|some|forMe)* hoeft (i|some|forMe|adv|now|you|van|me|wel|allRef)* not (meer | to (doInf|done) | (doInf|done) (to? worden)? | forMe)?
      | (i|some)? hoeft geen work | geen needed`,
    unneeded: `some? (is|vind i|lijkt me) needless | i vind some needless | (er is)? some? is? (forMe|adv)* not fully? needed forMe? | (some? lijkt me | some? vind i | i vind some) not needed
      | no need (prep some | to doEn some)? | (some|i) will not worden? needed | i? (doAux not|not) need (some done?)?
      | (i have | have i)? geen (need|interest) (prep some)?`,
    letBe: `i? adv* laat (some|adv)* maar (adv|some)* zitten? | i? (laat|laten) (some|adv|prep now)* zitten | (some|maar|adv)* laten zitten
      | (let us | i will)? (leave (some asIs* | asIs) | keep (some asIs+ | asIs)) (prep? (now|today))? | let us (skip some? | not (doEn some)?)`,
    skipIt:
      'asked? (i am? will to?)? just? skip prep? some? (today|asIs|now|gladly)* | i? sla (some|adv|you)* maar? some? over | some sla i (adv|maar)* over',
    disagree: `(i|ga|am|er|ermee|hereby|some)* (not|geen) ermee? accord (ermee|prep some|forMe|prep me|van me)*
      | (i give you? | you have)? (geen|not) mine? permission (prep some|forMe)? | not fully? agree
      | i? (doAux not|not) agreeVerb (prep? some)? | i? (will|fully|hereby)* decline some? | some is een no forMe?`,
    wantNot: `(some|i)? want (i|some|adv)* not (some|adv)* (laten? doInf)? | i? doAux not want (some done? | to (doEn some|goahead))?
      | i want geen work`,
    ratherNot: `(i (will|have|want|vind)?)? (some|adv)* rather (some|adv|van|maar)* not (to (doEn some|goahead) | doEn some | doInf)? forMe?`,
    notNow:
      'some? (adv|rather)* prep? (now|today) (adv|rather)* not | rather? not prep? (now|today) | dan maar? not | toch maar not',
    bare: '(please? doAux not | please not | not please | none) filler* sep',
    doNot: `please? doAux not (doEn some? | goahead | bother (prep? some)? | agreeVerb some?) (asIs|forMe)*
      | i (will|ga) (some|adv)* not worden? (doInf|goahead|doEn some) | i am not (goahead | will to (goahead|doEn some))`,
    declineIt: `iAmGood | (i am)? not interest (prep some)? | not forMe | no (prep|to) some | i? zie (ermee|er|some)? van? some? af (van some)? | holdOff (prep some)? (now|today)* | (geen|no) work gladly?`,
    unit: `no | imperative | infinitive | needNot | unneeded | letBe | skipIt | disagree | wantNot | ratherNot | notNow | bare | doNot
      | declineIt`,
    reason: 'because? some? (is | i? vind some? | vind i)? (me|forMe|adv)* tooMuch forMe?',
    wrap: 'filler | sorry',
    message:
      'opening (wrap|good)* ((thanks|sorry) sep? but)? (reason sep*)? unit ((wrap|and|reason)* unit)* (wrap|reason)*',
  },
  shared,
);

/** Explains a message that rejects the whole quote, and no other. */
export const rejection: Matcher = ruleOf(rules, 'message');
