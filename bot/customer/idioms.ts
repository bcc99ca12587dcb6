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
  '{je hoeft|je hoef|u hoeft|ge hoeft|jullie hoeven} {mij|me|ons|dat|het|er|} {niet|nie} {meer|eerst|nog|} {te|daarvoor te|} {bellen|vragen|wachten|overleggen|appen}',
  'niet {twijfelen|wachten|treuzelen|zeuren|te geloven}',
  'waarom {niet|ook niet|ook}',
  '{het|dat|} is {nu eenmaal|nou eenmaal|} niet anders {he|}',
  '{ik durf|durf|ik durfde|wij durven|we durven} {er|hier|daar|} {zo|nu|} {niet|nie} {meer|} {mee|verder|} {te rijden|rijden|de weg op|de snelweg op|op pad|weg|}',
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
  '{sorry voor|excuses voor} {de|mijn|} {late|trage} {reactie|antwoord}',
  '{sorry|} {ik|} {zie|las|lees|zag} {dit|het|je bericht|uw bericht|dit bericht} {nu|net|} {pas|net}',
  'nu {hij|ie|de auto|mijn auto|die} {er|} {toch|} {al|} {op de brug|bij jullie|bij u|daar|binnen|uit elkaar|er} {staat|is|ligt|hangt}',
  '{ik|we} zou het niet durven {om zo door te rijden|om zo te rijden|zo door te rijden|}',
  '{dan|} {ben|zijn} {ik|we} er {ook|} {vanaf|van af|klaar mee}',
  '{ik|} dacht dat {het|dat|dit} {wel|} {veel|} {duurder|erger|meer} {zou zijn|was|ging zijn|ging worden|zou worden}',
  '{i|we} {thought|was afraid|were afraid|feared|expected} it would be {a lot|much|way|far|} {worse|more|more expensive}',
  '{is|dat is|het is|} {al|} lang nodig',
  '{anders|} {hij|het} {moet|moest} toch {gebeuren|gemaakt worden|een keer gebeuren}',
  '{ik|we|} {hoef|hoeven} {er|daar|hier} niet {meer|lang|} over na te denken',
  '{ik|we|} {durf|durven} {zo|er zo|} niet {meer|} {verder|} te rijden',
] as const;

const ENGLISH = [
  '{have|have got|got|i have|i have got|we have|there is|} no {problem|problems|prob|probs|worries|objection|objections|issue|issues|questions|complaints|rush|hurry|brainer|doubt|doubts|choice|hesitation|qualms|reservations|bother|drama|dramas|quarrel} {here|with that|with it|with this|at all|from me|from us|from my side|on my end|about it|there|}',
  'not {a|any} {problem|issue|bother|worry}',
  '{i|we|} do not mind {at all|the price|the price at all|the cost|the cost at all|}',
  '{i|we|} do not {need|have} to {think about it|think about this|think about that|think twice|think it over|think long}',
  '{i|we} do not want to {be|get|end up} {standing|stuck|stranded|left} {along|on|by|at} the {motorway|road|roadside|hard shoulder} {again|}',
  'why would {i|we} say no {to that|to new brakes|to new tyres|to safe brakes|to working brakes|}',
  '{i|we} would not dare {to drive it like this|to drive like this|drive like this|drive it like this|drive it like that|}',
  'no need to think {about it|twice|it over|}',
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
  '{i|we|} do not {want|fancy|dare|like} {to drive|to be driving|driving|to drive around|driving around|driving about|to get stuck|to break down} {with|on} {dodgy|bad|worn|broken|those|this|it|that} {brakes|tyres|}',
  '{i|we|} do not {want|fancy|dare|like} {to drive|to be driving|driving|to drive around|driving around|driving about|to get stuck|to break down} {in|like} {this|it|that}',
  'do not wait for me',
  '{i|we|} do not see {a|any} {reason|problem|issue} {why not|not to|with that|with it|}',
  '{i|we|} can not see {a|any} {reason|problem|issue} {why not|not to|with that|with it|}',
  '{i|we|} {do not|can not} see why not',
  '{no|i see no|see no} reason {not to|why not}',
  'nothing to {think about|discuss|worry about|lose}',
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
  '{it|that|they|} {must|gotta|got to|has got to|have got to|needs to|need to|has to|have to} be {done|fixed|sorted|replaced} {anyway|i suppose|sooner or later|}',
  'while {it|she|he|the car|my car} is {up|} {on the ramp|there|in|with you|on the lift|here|in bits|apart}',
  'while {you|you have|you have got} {are at it|are there|it|it there|it in|it up|the car|the car in|got it}',
  '{sorry|} {i|} {only|just} {saw|seen|noticed|read|got|spotted} {this|it|your message|the message|your text|that} {now|just now|today|}',
  'sorry for {the|my|} {late|slow|delayed} {reply|response|answer|reaction}',
] as const;

/** What people arrange, beside an answer that is plain without it: "yes, the keys are at reception" may answer something else. */
const ARRANGED = [
  '{heb|ik heb|hebben|we hebben|} {het|dit|} {even|net|} met {mijn|mn|m} {man|vrouw|partner|vader|zoon|dochter} {overlegd|besproken}',
  '{heb|ik heb|heb ik|} er {even|goed|lang|een nachtje|nog eens|} over {nagedacht|geslapen}',
  '{ik|} betaal {het|} {wel|dan|} {met pin|contant|cash|per bank|via de bank|bij ophalen|bij het ophalen|bij het afhalen|bij afhalen|straks|direct|ter plekke|aan de balie}',
  '{ik|} {pin|reken} {het|dan|} {wel|} {af|} {bij ophalen|bij het ophalen|bij het afhalen|bij afhalen|straks|ter plekke|aan de balie}',
  '{de|} {sleutel|sleutels} {ligt|liggen|zit|zitten} {bij|in|op|aan} {de|het|} {balie|receptie|brievenbus|dashboard|auto|wagen|contact|sleutelkluis|kluisje}',
  '{de|} {factuur|rekening} {graag|mag|kan|} {naar|op|aan} {de zaak|het bedrijf|de administratie|mijn werk|mijn mail|mijn werkgever|naam van de zaak} {sturen|}',
  '{graag|} {de|} factuur {graag|} {naar|op|aan} {de zaak|het bedrijf|de administratie|mijn werk|mijn mail|naam van de zaak} {sturen|mailen|}',
  '{ik|we} {beslis|beslissen} {hier|dit|dit zelf|hier zelf|hierover|}',
  '{mijn|mn} {man|vrouw|zoon|dochter|vader|broer} heeft meegekeken',
  '{zet|gooi} {hem|de auto|mijn auto} maar op de brug',
  '{het|} {po|inkoop|bestel} {nummer|} {volgt|komt nog|komt eraan}',
  'do not wait for my {husband|wife|partner|boss}',
  '{i|we} decide {on this one|on this|this one|here|}',
  '{i|we|} {have|} thought about it {overnight|for a while|a lot|}',
  '{i|we|} {have|} {talked|spoke|spoken|discussed} {it over|it|this|to|} with {my|the|} {husband|wife|partner|dad|mum|brother|boss|son|daughter}',
  '{i|we|} {will|shall|am going to} {pay|settle|settle up|pay you} {the bill|for it|it|} {by card|in cash|cash|on collection|when i collect|when i collect it|when i pick it up|when i pick up|when i get there|when i come in|on pickup|at pickup|on the day|today|straight away|by bank transfer}',
  '{the|my|} {keys|key} {are|is|will be} {at|with|in|on|behind} {the|your|} {reception|front desk|desk|letterbox|letter box|letter slot|ignition|counter|dash|key box|drop box|glovebox}',
  '{the|} {po|purchase order} {number|} {follows|to follow|will follow|is coming|coming|will be sent}',
  '{please|} {send|email|mail|post} {me|us|} {the|an|} {invoice|bill} {to|} {me|us|the office|our office|accounts|the company|my work|my email|over|afterwards|as usual|}',
] as const;

/** When people come for a car that is repaired by then: harmless beside an approval, and alone or beside a no a wish for the car. */
const COLLECT = [
  '{ik|we|} {haal|halen} {hem|de auto|mijn auto|de wagen} {straks|vanavond|vanmiddag|morgen|morgenochtend|} {wel|dan} {weer|} op',
  '{ik|we} {kom|komen} {hem|de auto|mijn auto|de wagen} {straks|vanavond|vanmiddag|morgen|} {wel|dan} {weer|} {halen|ophalen}',
  '{i|we} will {pick it up|pick her up|pick him up|pick the car up|collect it|collect the car|come and get it|come for it} {tonight|this evening|this afternoon|later|tomorrow|after work|when it is done|when it is ready|when you are done}',
] as const;

/** What people mean to do instead: a reason beside a rejection, and against an approval. */
const INSTEAD = [
  '{hij|ie|die|de auto} {gaat|moet} {toch|binnenkort|} {weg|naar de sloop|naar de schroot|de deur uit}',
  '{hij|ie|die|de auto} wordt {toch|binnenkort|} {verkocht|ingeruild|gesloopt}',
  '{ik|we} {verkoop|verkopen} {hem|de auto|mijn auto} {toch|binnenkort|}',
  '{i|we} am {selling|scrapping|getting rid of} {it|the car|my car|her|him} {soon|anyway|}',
  '{ik|} {rij|rijd} {er|} {nog|} {wel|gewoon|nog wel|} {even|ff|} {zo|mee|} {verder|door}',
  '{ik|} {rij|rijd} er nog {wel|} {even|} mee door zo',
  '{ik|} {rij|rijd} zo {wel|nog wel|gewoon} {door|verder}',
  '{ik|we|} {laat|laten} {het|hem|dat} {daar|elders|ergens anders} {doen|maken}',
  '{i|we} will {just|} {keep|carry on} driving {it|} {as is|as it is|like this|like that|for now|}',
  '{i|we} will {just|} {drive|live with|put up with|run} it {as is|as it is|like this|like that|for now|into the ground|until it dies|}',
  '{ik|we|} {kan|kunnen} {het|dit|dat} {nu|} {even|echt|} niet {betalen|missen|lijden|bekostigen}',
  '{kan|kunnen} {het|dit|dat} {nu|} {even|echt|} niet {betalen|missen|lijden|bekostigen}',
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

/** Every way of saying that one drives on, goes elsewhere or cannot pay, as above. */
export const INSTEADS: readonly string[] = [...new Set(INSTEAD.flatMap(expanded))];

/** Every way of saying that one comes for the repaired car, as above. */
export const COLLECTS: readonly string[] = [...new Set(COLLECT.flatMap(expanded))];

/** Every way of telling what one arranges, as above. */
export const ARRANGEMENTS: readonly string[] = [...new Set(ARRANGED.flatMap(expanded))];
