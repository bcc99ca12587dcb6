/**
 * Fixed turns that hold a word which speaks against an answer when it stands alone. Each is one run of words, so that one
 * more such word, inside it or beside it, stands free again. `{a|b|}` is a choice; an empty choice leaves the slot out.
 */
const DUTCH = [
  'geen {enkel|enkele|} {probleem|punt|bezwaar|bezwaren|zorgen|twijfel|gezeur|gedoe|moeite|vragen|haast|risico|risicos|keus|keuze} {mee|over|meer|hoor|}',
  '{ik|wij|we|} heb {er|daar|hier|} geen {enkel|} {probleem|bezwaar|moeite|vragen|twijfel} {mee|tegen|over|meer|}',
  '{heb|hebben} {ik|wij|we|} {er|daar|} {ook|} {niks|niets|geen bezwaar} {op|} tegen',
  '{ik|wij|we|} {heb|hebben} {er|daar|hier|} {niks|niets} {op|} tegen',
  '{niks|niets} op tegen',
  '{niks|niets} mis mee',
  '{het|dat|} {kan|gaat} {ook|} niet anders',
  'er zit {niks|niets} anders op',
  '{er|daar|daar is|er is|} {niks|niets} aan te doen',
  'kan er {niks|niets} aan doen',
  '{kun|kan} je {het|dat} niet laten',
  '{daar|hier|dat|} {hoef|hoeven} {ik|we|wij} niet {lang|} over na te denken',
  'niet lang over nagedacht',
  '{ik|we|wij|} wil geen {risico|risicos|gedoe|ongelukken|pech} {lopen|nemen|onderweg|}',
  '{ik|we|wij|} {wil|willen} niet {stil|langs de weg} {vallen|komen te staan|staan}',
  '{ik|we|wij|} kan {hem|de auto|mijn auto|de wagen|mijn wagen|die auto|het ding|} niet {zonder|missen} {auto|de auto|mijn auto|hem|wagen|de wagen|}',
  '{ik|we|wij|} {kan|kunnen} niet zonder {auto|de auto|mijn auto|hem|wagen|de wagen|mijn wagen|}',
  'kan {ik|we|wij} niet {zonder|missen}',
  'zonder {auto|wagen|remmen} {kan|kom|ben} ik {nergens|niks|niets}',
  'anders {komt|komt_hij|kom} {ie|hij|ik|we|de auto|} niet {door|door de|door zijn} {apk|keuring|}',
  'zonder {twijfel|enige twijfel|problemen|probleem|voorbehoud}',
  'niet meer dan {normaal|logisch|terecht}',
  '{je|u|jullie|ge} {hoeft|hoef|hoeven} {mij|me|ons|dat|het|er|} {niet|nie} {meer|eerst|nog|} {te|daarvoor te|} {bellen|vragen|wachten|overleggen|appen}',
  'niet {twijfelen|wachten|treuzelen|zeuren|te geloven}',
  'waarom {niet|ook niet|ook}',
  '{het|dat|} is {nu eenmaal|nou eenmaal|} niet anders {he|}',
  '{ik|wij|we|} {durf|durven|durfde} {er|hier|daar|} {zo|nu|} {niet|nie} {meer|} {mee|verder|} {te rijden|rijden|de weg op|de snelweg op|op pad|weg|}',
  '{het|dat|} {moet|moest} {toch|gewoon|nu eenmaal|nou eenmaal|} {toch|} {gebeuren|gedaan worden|een keer gebeuren}',
  '{dat|het|} {had|heb} ik al {verwacht|gedacht|zien aankomen}',
  'ik zal niet moeilijk doen',
  '{dat|het|} maakt {me|mij|ons|} niet uit',
  '{dat|het|} {hindert|geeft|deert|verbaast me|verbaast mij|verrast me} niet',
  'geen verrassing',
  'nooit spijt',
  'als het moet {dan moet het|}',
  'zo goed als {op|versleten|kapot}',
  'wat moet dat moet',
  'wat een {verschil|duidelijke uitleg|goede service}',
] as const;

const ENGLISH = [
  '{have|have got|got|i have|i have got|we have|there is|} no {problem|problems|prob|probs|worries|objection|objections|issue|issues|questions|complaints|rush|hurry|brainer|doubt|doubts|choice|hesitation|qualms|reservations|bother|drama|dramas|quarrel} {here|with that|with it|with this|at all|from me|from us|from my side|on my end|about it|there|}',
  'not {a|any} {problem|issue|bother|worry}',
  '{i|we|} do not mind {at all|}',
  'can not {be helped|argue|argue with that|go wrong|complain|fault it} {there|}',
  '{i|we|} can not {drive|get anywhere|be|manage|live|do|get to work} without {it|a car|my car|the car|her|him|brakes|them|}',
  '{i|we|} can not {afford|risk} {to break down|it breaking down|a breakdown|an accident}',
  'can not say no to {working|good|decent|safe} {brakes|tyres|tires|lights|} {can i|}',
  '{i|you|} did not even {need|have} to ask',
  '{i|you|we|} do not need to {ask|call|ring|wait|check} {me|us|first|again|for me|}',
  '{there is|} no need to {ask|call|ring|phone|wait|check|discuss} {me|us|first|again|for me|back|}',
  '{please|} do not {bother|wait|} {calling|ringing|phoning|asking|checking|waiting|to call|to ask|for me|for my call|about calling|to ring} {me|us|first|again|to come in|to call|to answer|back|}',
  '{i|we|} would not {dream of|risk} {driving on those|driving it like that|driving like that|driving|it|driving around like that|}',
  'not {gonna|going to} lie',
  'why not',
  '{it|that|} {has|needs|had|have} to be {done|fixed|sorted|replaced} {anyway|i suppose|sooner or later|at some point|}',
  '{it|they|} {needs|need} {doing|fixing|replacing|sorting} {anyway|sooner or later|}',
  '{i|we|} do not {want|fancy|dare|like} {to drive|to be driving|driving|to get stuck|getting stuck|to break down|breaking down} {around|round|about|} {with|on|in|like} {dodgy|bad|worn|broken|those|this|it|that} {brakes|tyres|}',
  'do not wait for me',
  '{i|we|} do not see {a|any} {reason|problem|issue} {why not|not to|with that|with it|}',
  '{i|we|} can not see {a|any} {reason|problem|issue} {why not|not to|with that|with it|}',
  '{i|we|} {do not|can not} see why not',
  '{no|i see no|see no} reason {not to|why not}',
  'nothing to {think about|discuss|worry about|lose|it}',
  'could not agree more',
  'not {surprised|surprising|a surprise|unexpected|unreasonable}',
  'no surprise {there|to me|}',
  '{i|we|} do not want to {break down|risk it|take any risks|take any chances|take the risk|risk anything|end up in a ditch|get stranded|be stranded|be without a car|crash}',
  '{i|we|} do not want {any|an} {accident|accidents|trouble|breakdown|breakdowns}',
  'not {worth|taking} {the|any} {risk|risks|chances}',
  'no {pain no gain|time to lose|two ways about it|messing about|mucking about|time like the present}',
  'never argue with {brakes|a mechanic|safety|an expert|experts}',
  'without {a|any|} {doubt|hesitation|question|delay|reservation}',
  'better safe than sorry',
  'if it is broke it is broke',
  'if it needs doing it needs doing',
  'if it has to be done it has to be done',
  'it is what it is',
  'what a {difference|relief|great service}',
  'before it gets {worse|any worse}',
] as const;

const expanded = (idiom: string): readonly string[] => {
  const open = idiom.indexOf('{');
  if (open < 0)
    return [
      idiom
        .split(/[\s_]+/)
        .filter(Boolean)
        .join('_'),
    ];
  const close = idiom.indexOf('}', open);
  return idiom
    .slice(open + 1, close)
    .split('|')
    .flatMap((choice) => expanded(idiom.slice(0, open) + choice + idiom.slice(close + 1)));
};

/** Every way of writing the fixed turns, words joined by underscores as in a lexicon. */
export const IDIOMS: readonly string[] = [...new Set([...DUTCH, ...ENGLISH].flatMap(expanded))];
