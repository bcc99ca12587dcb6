import type { Matcher } from './pattern.ts';
import { grammar, ruleOf } from './pattern.ts';

/** Rules that both grammars use: what the answer is about, and what it is wrapped in. */
export const shared: ReadonlyMap<string, Matcher> = grammar({
  lines: 'det? adj? line+ (and? det? adj? line+)*',
  some: 'it | ref | that | (det|ref|that)? adj? work | lines',
  obj: 'some | allRef (of? some)? | ref allRef',
  asked: 'please | gladly',
  filler: 'vocative | signoff sep? (name sep?)* | thanks | please | smile | hoor | fill | sep',
  opening: '(greet name? | sep | smile)*',
});

/**
 * An approval, word for word. A message approves only when this grammar explains every word of it, so nothing here may
 * be able to turn, limit, ask or put off: a word that could is left out rather than allowed in a place that seems safe.
 * The order of words matters for the same reason: "het is goed" answers, "is het goed" asks.
 */
const rules = grammar(
  {
    small: 'adv | now | soon | wel',
    extra: 'obj | small | asked',
    imperative: `small* doImp (small* (obj|asked|wel) extra* (maar extra*)? | small* maar extra*)
      | doImp (obj|adv)* you extra* maar extra* | (doInf|startInf) you extra* maar extra*`,
    infinitive: '(small|asked|obj)* laten? doInf (small|asked)* | obj doInf i | obj? ga i doInf | dan doInf i obj?',
    permit: `obj? may wel? you? small* (doInf|startInf|done|door)? worden?
      | you (may|can) (extra|er|ermee)* (laten? doInf|startInf|door) (prep obj)?
      | may (you|small)* (doInf|startInf|door)
      | forMe may (obj|you)? small* (doInf|startInf|done)? worden?`,
    wish: `i want (obj|adv|now|soon|asked)* (obj|asked) | i want (obj|adv|now|soon|asked)* laten? doInf worden?
      | obj? want i asked (laten? doInf)? | i want ref you obj small* (doImp|doInf)`,
    letDo:
      'i laat (obj|adv|asked)* doInf | laat (obj|adv)* (maar (obj|adv|soon)*)? doInf worden? | laten i (obj|adv)* (maar adv*)? doInf',
    goOn: `ga (adv|er|ermee|soon)* (maar (adv|er|ermee|soon)*)? (door|startInf|doInf) (ermee|prep obj)?
      | ga adv* you (adv|er)* maar (adv|er|ermee|soon)* (door|startInf|doInf) (ermee|prep obj)?
      | ga maar (obj|adv)* doInf`,
    start: `startImp (er|ermee|adv|you)* maar (adv|er|ermee|you|soon|now)* (sepPrt|ermee|prep obj)?
      | startImp (prep obj | det work) | asked startImp`,
    apart: 'sepImp (obj|adv|er|you)* maar (obj|adv|er|soon|pos)* sepPrt | sepImp obj sepPrt',
    agreed: `(i? (ga|am) | i)? (fully|ermee|er|obj|hereby|prep obj)* accord (ermee|prep obj|obj|hereby)*
      | obj is fully* (accord|agree) forMe? | (fully|hereby)* agree (prep obj | hereby)?
      | (i give | you have | i give you) (hereby|mine|you)* permission (prep (obj|doInf|goahead) | to doEn obj)?
      | hereby mine permission | mine permission have you | you have det permission | some is een yes forMe? | i? keur obj hereby? fine | (i? am)? ref? ermee eens
      | i (doAux|fully|hereby)* agreeVerb (prep? obj)? | fully* agreeVerb obj?`,
    isGood: `(ref|(det|ref) adj? work|lines)? is fully* fine idea? | that is fully* allFine | yes filler* that is fully* fine
      | ((that|it) is?)? (fine|good) forMe | vind i ref? fully* een? (fine|good) idea? | i vind obj? fully* (fine|good) idea?
      | obj? lijkt me fully* een? (fine|good) idea? | obj? sounds fully* (like een)? (fine|good) (forMe|idea)? | good idea | forMe is ref fine | (yes|asked) filler* that will worden good | that suits | (that|it)? suits forMe`,
    happy: `i am fully* happy (prep obj | prep you to (goahead|doEn obj) | to (goahead|agreeVerb obj?|doEn obj|have obj done))
      | happy (prep that | to goahead | prep you to (goahead|doEn obj))`,
    goAhead: `asked* goahead (and doEn obj | prep obj | prep doEn obj | det work)? small*
      | you can asked* (goahead (and doEn obj|prep obj)? | startImp (prep obj)? | doEn obj) (now|soon)?
      | let us (goahead (prep obj)? | doEn obj | get obj done) | i will goahead (prep obj)?`,
    doIt: `asked* just? doEn obj small* | yes doEn | asked doEn | (asked|just)? get obj done small*
      | i (will like | want) (obj done? | you? to (goahead (prep obj)? | doEn obj | get obj done) | obj to worden done)`,
    yesDo: '(yes|sure|gladly) soon* | yes to some',
    unit: 'imperative | infinitive | permit | wish | letDo | goOn | start | apart | agreed | isGood | happy | goAhead | doIt | yesDo',
    everything: 'opening (filler|gladly|yes|sure)* (good sep)? (prep|to)? allRef (filler|gladly)*',
    message:
      'opening (filler|gladly|good)* (forMe sep?)? unit ((filler|gladly|good)* and? unit)* (filler|gladly|good)* | everything',
  },
  shared,
);

/** Explains a message that approves the whole quote, and no other. */
export const approval: Matcher = ruleOf(rules, 'message');
