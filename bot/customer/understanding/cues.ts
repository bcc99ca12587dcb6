/**
 * Signs in a text, each one expression over its plain form: lower case, no accents, apostrophes and
 * "?" kept. They help to choose the next question and decide nothing, so a wrong one costs a tap.
 */

const MESSAGES =
  '(?:bericht(?:en|jes|je)?|app(?:jes|je|s)?|whats ?app(?:s|jes)?|sms(?:jes|en)?|mail(?:s|tjes)?|meldingen|notificaties|spam|texts?|messages?|msgs?|notifications?|emails?|reminders?|herinneringen|updates|chat)';
const MINE =
  "(?:mijn|m'n|mn|onze|my|our) (?:man|vrouw|echtgenoot|echtgenote|partner|vriend|vriendin|vader|moeder|pa|ma|zoon|dochter|broer|zus|baas|chef|werkgever|collega|schoonvader|zwager|leasemaatschappij|husband|wife|father|mother|dad|mum|mom|son|daughter|brother|sister|boss|manager|employer|colleague|boyfriend|girlfriend|landlord|other half|missus)";

/** One of these, as whole words. */
function any(...parts: readonly string[]): RegExp {
  return new RegExp(`(?<![\\w'])(?:${parts.join('|')})(?![\\w])`, 'u');
}

/** A whole word, with apostrophes inside only: one that could be cut in two ways costs years. */
const WORD = "\\w+(?:'\\w+)*(?!'?\\w)";

/** The second behind the first, with at most so many words between. */
function near(first: string, second: string, words = 6): string {
  return `(?:${first})(?:\\W+${WORD}){0,${words}}?\\W+(?:${second})`;
}

const CUES = {
  optout: any(
    '^\\W*(?:stop(?:pen)?(?: (?:please|pls|nu|now|ja|yes|aub|graag|it|maar|a\\.?u\\.?b\\.?))?|unsubscribe|opt ?-?out|afmelden|uitschrijven)\\W*$',
    'unsubscribe',
    "(?:stop|quit|cease) (?:sending|messaging|texting|contacting|spamming|writing to)|(?:no longer|not|don't|dont) (?:\\w+ ){0,2}(?:wish|want|like|care|need) to (?:receive|get|be (?:texted|messaged|contacted|emailed))",
    '(?:niet|niets|niks) meer (?:van (?:u|jullie|je) )?(?:te )?(?:ontvangen|krijgen|horen van)|(?:wil|wens|hoef|wensen|willen|hoeven) (?:\\w+ ){0,5}niet(?:s)? meer (?:te )?(?:ontvangen|krijgen)',
    'opt (?:me|us) out|geen toestemming (?:meer )?(?:\\w+ ){0,4}(?:contact|bericht\\w*)|(?:withdraw|revoke|trek) (?:\\w+ ){0,5}(?:consent|toestemming) (?:\\w+ ){0,6}(?:messag|contact|bericht)\\w*',
    'afmelden|uitschrijven|opt ?-?out|meld (?:mij|me|ons) af|schrijf (?:mij|me|ons) uit',
    near(
      'stop|stopt|stoppen|hou op|houd op|ophouden|quit|cease|no more|no further|no other|no longer|never|geen verdere',
      `${MESSAGES}|appen|texting|messaging|whatsapping|spamming|contacting|e-?mailing|berichten te sturen`,
    ),
    near('geen|nooit|niet', `${MESSAGES} (?:meer|ontvangen|krijgen|sturen)`, 3),
    near('geen|nooit|niet meer', 'appjes|berichtjes|berichten|smsjes|whatsapps?', 4),
    near(`${MESSAGES}`, 'niet meer|never again|no more|no longer|any ?more', 6),
    near(
      "don't|dont|do not|not",
      'text me|message me|whatsapp me|contact me|text again|message again|texting|messaging|write to me|send me (?:any|these|this|more)',
      2,
    ),
    near(
      "don't|dont|do not|no longer|not",
      '(?:get|receive|want|wish|need)(?: to)?(?: get| receive| see)?(?: any)?(?: more)?(?: of)? (?:these|this|those|your)(?: \\w+)? (?:messages|texts|whatsapps|msgs|notifications|any ?more|chats?)',
      3,
    ),
    near('niet meer|nooit meer', 'appen|appt|berichten|sturen|contacteren|benaderen|stuurt|whatsappen', 4),
    near('stuur|app|sms|contacteer|benader', 'niet(?:s|ks)? meer|geen(?: \\w+)? meer', 4),
    'stuur (?:mij|me|ons) niks meer',
    near('haal|verwijder|wis|schrap|gooi', 'nummer|lijst|bestand|systeem|gegevens', 5),
    near('remove|delete|take|erase', 'number|list|system|database|me from|me off', 4),
    'remove me|take me off|leave me alone|laat (?:me|mij) met rust|no more (?:msgs|texts|messages)',
  ),
  optoutMaybe: any(`stop|geen|niet meer|no more|remove|${near('hoef|wil|wens|want|need|wish', MESSAGES, 5)}`),
  fedUp: any(
    `(?:te veel|teveel|genoeg|zat|gek van|moe van|too many|too much|enough|tired of|sick of|fed up with)(?:\\W+[\\w']+){0,4}?\\W+(?:${MESSAGES}|deze|dit|these|this|those)`,
    '(?:genoeg|enough) (?:messages|texts|berichten|appjes)|lastigvallen|lastig te vallen|pestering|bothering me|harassing',
  ),
  message: any(MESSAGES),
  call: any(
    '^\\W*(?:bel|bellen|call)\\W*$',
    "(?:bel|belt|bellen|opbellen|terugbellen|belletje|telefoneer|telefoneren) (?:u |jij |je |jullie )?(?:mij|me|mn|m'n|mijn|ons|even|ff|eerst|aub|svp|graag|terug|maar|naar)",
    '(?:mij|me|ons|iemand|even|ff|graag|eerst|monteur|chef) (?:\\w+ ){0,4}(?:bellen|belt|terugbellen|opbellen|telefoneren|belletje)',
    'graag (?:een )?(?:telefonisch|telefoontje|belletje)|aan de (?:lijn|telefoon)|telefonisch (?:contact|overleg\\w*)',
    '(?:call|ring|phone|telephone|buzz) (?:me|us|my (?:husband|wife|dad|mum|son|daughter))',
    'give (?:me|us) a (?:call|ring|bell|buzz|shout)|(?:someone|somebody|anyone|you|u) (?:please )?(?:call|ring|phone)|phone call|ring me|over the phone',
  ),
  callNot: any(
    '(?:niet|geen|zonder) (?:\\w+ ){0,4}(?:bellen|terugbellen)|bel (?:me |mij )?(?:maar )?niet|nee?t? hoeft? niet te bellen',
    "(?:no need|don't|dont|do not|not|without|never) (?:\\w+ ){0,3}(?:call|ring|phone|calling|ringing|phoning)",
    "(?:i'll|i will|ill|i'm going to|i can|let me|i would|i'd) (?:\\w+ ){0,2}(?:call|ring|phone)|ik (?:\\w+ ){0,2}(?:bel|zal|ga|kom) (?:\\w+ ){0,4}(?:bel(?:len)?|jullie|u|terug)|bel ik",
  ),
  person: any(
    '^\\W*(?:mens|person|human|medewerker|agent)\\W*$',
    'verbind (?:me|mij) door|echt(?:e)? (?:mens|persoon)|een mens|medewerker|klantenservice|iemand (?:\\w+ ){0,3}spreken|spreken|praten met|(?:chef|baas|eigenaar|manager|monteur|bedrijfsleider) (?:\\w+ ){0,3}(?:spreken|hebben)|robot|chatbot|een bot|computer',
    'put me through|(?:real|actual|living) (?:person|human)|a human|human being|someone human|(?:speak|talk) (?:to|with)|the (?:manager|owner|boss)|customer service|a (?:person|robot|bot)|get me (?:someone|somebody|the)',
  ),
  angry: any(
    'schandal\\w*|belachelijk\\w*|oplicht\\w*|afzet\\w*|di[eé]ven|klacht|advocaat|waardeloos|waardeloze|ontevreden|onacceptabel|ongehoord|te gek voor woorden|schaam|kras\\w*|beschadig\\w*|schade gereden|derde keer|alweer kapot',
    'rip ?-?off|ripping|scam\\w*|crooks?|disgrace\\w*|ridiculous|complain\\w*|cowboys|robber\\w*|rob me|unacceptable|appalling|appalled|lawyer|solicitor|ashamed|third time|scratched|damaged|disgusted|not happy|having a laugh|joke of',
  ),
  wrong: any(
    'verkeerd(?:e)? (?:nummer|persoon|verbonden|auto)|niet mijn (?:auto|wagen)|geen auto|bij de verkeerde|auto (?:\\w+ ){0,3}verkocht',
    "wrong (?:number|person|car)|not my (?:car|van)|isn't my car|(?:don't|dont|do not) (?:have|own) (?:a|an|any) |sold (?:that|the|this|my) car|sold it",
  ),
  stopWork: any(
    near('stop(?:pen)?|ophouden|hou op|houd op', 'reparatie|werk|sleutelen|auto|alles', 4),
    near('stop|cancel', 'work(?:ing)?|repair|everything|car', 4),
    "blijf (?:\\w+ ){0,4}(?:eraf|af)|afblijven|don't touch|dont touch|do not touch|down tools|raak (?:\\w+ ){0,4}niet (?:meer )?aan|annuleer|annuleren|niks meer doen|niets meer doen",
  ),
  collects: any(
    '(?:kom|haal) (?:ik )?(?:\\w+ ){0,5}(?:halen|ophalen|op)(?: |$)',
    "(?:i'm|im|i am|i'll|ill|i will) (?:\\w+ ){0,3}(?:come|coming|collect|collecting|pick|picking|get|getting) (?:\\w+ ){0,3}(?:car|it|collect|get|up)",
  ),
  ready: any(
    'klaar|gereed|(?:is|hij|ie|auto|die|hem) (?:\\w+ ){0,3}af|ophalen|halen|ophaln|opgehaald|status|stand van zaken|update|nieuws|hoe ?ver|hoe staat|voortgang|schiet|opgeschoten|onderdelen? (?:al )?binnen|begonnen|bezig|op de brug|hoe ?lang|hoelaat|hoe laat|wanneer|lukt|rijklaar|vandaag nog|wnr',
    "ready|redy|done|finished|collect|collection|pick (?:\\w+ )?up|eta|news|how far|how's it|hows it|progress|how long|what time|when|started|on the ramp|get (?:it|her|him|my car) back|have (?:it|her) back|today|update",
  ),
  asks: /\?/u,
  wondering: any(
    'vraag(?:je)?|vroeg(?: mij| me)? af|vraag me af|benieuwd|weten of|informeren|even checken|graag weten|kunt u (?:mij )?(?:zeggen|vertellen|laten weten)',
    'wondering|wanted to (?:ask|know|check)|question|any (?:idea|chance|news|update)|just checking|could you (?:tell|advise|send|explain)|let me know (?:when|if|what|how)|do you know',
  ),
  asksFirst:
    /^(?:(?:hoi|hallo|hi|hello|hey|dag|goede?\w+|ok|oke|oké|okay|ja|yes|yeah|en|and|maar|but|nee|no|so|dus|cool|top|great|good|fine|prima|sure|beste|dear)\W+){0,4}(?:wat|waarom|hoe|hoeveel|hoelang|hoelaat|hoever|welke?|waar|wie|wanneer|wnr|kan|kun|kunt|kunnen|mag|moet|moeten|is|zijn|zit|heb(?:t|ben)?|komt|gaat|wordt|zou|zouden|wil|wilt|weet|what|why|how|which|where|who|when|can|could|is|are|do(?= (?:i|you|we|they|u)\b)|does|did|will|would|should|has|have|am|was)(?: |\W)/u,
  pause: any(
    "overleg\\w*|nadenken|nagedacht|denk (?:\\w+ ){0,3}over|over denken|bedenktijd|even denken|slaap (?:\\w+ )?er|nachtje|(?:vraag|vragen|bespreek|bespreken|navragen) (?:\\w+ ){0,5}(?:man|vrouw|partner|vader|zoon|dochter|baas|het)|laat (?:het|t|'t)? ?(?:\\w+ ){0,4}weten|hoort (?:\\w+ ){0,4}(?:van )?(?:mij|me)|kom (?:\\w+ ){0,4}(?:terug|op terug)|(?:mo)?mentje|wacht (?:even|ff|nog)|ogenblik|nog niet|weet (?:het|t) (?:nog )?niet|reageer (?:\\w+ )?(?:straks|later)",
    "let me (?:\\w+ )?(?:ask|think|check|talk|speak with my|sleep|see|discuss|consult|run)|get back to you|let (?:you|u) know|think about|think it over|sleep on|ask my|check with|talk (?:\\w+ ){0,3}(?:my|with)|give me (?:a )?(?:minute|min|sec|moment|day|hour|until)|hang on|hold on|one (?:sec|moment|minute)|not yet|not sure|will reply|reply later|answer (?:after|later)|need to (?:ask|think|check|discuss)|have to (?:ask|think|check|discuss)|in a meeting|can't talk|cant talk",
    `(?:vraag\\w*|overleg\\w*|beslist|bepaalt|ask\\w*|check\\w*|discuss\\w*|decides?) (?:\\w+ ){0,5}${MINE}|${MINE} (?:\\w+ ){0,4}(?:beslist|bepaalt|beslissen|decides?|gaat (?:er|hier|daar)?over)`,
  ),
  condition: any(
    "mits|tenzij|zolang|indien|zodra|op voorwaarde|onder voorbehoud|als (?:het|t|'t|ie|hij|u|jullie|je|mijn|de|dat|die|er|dit)|alleen als|anders niet",
    'if|unless|provided|providing|as long as|once|assuming|subject to|pending|depends|otherwise',
  ),
  ceiling: any(
    '(?:tot|max|maximaal|hooguit|hoogstens|onder de|niet meer dan|niet boven(?: de)?|boven de|budget|binnen|limiet)(?: \\w+){0,2} (?:€ ?)?#?\\d+(?!\\d|[.:]\\d\\d ?u|\\s*(?:uur|u|h|min\\w*|dagen|weken)(?:\\W|$))|#?\\d+ (?:euro )?(?:max|maximaal|hooguit|hoogstens)|geen cent meer',
    '(?:up to|max|maximum|no more than|not more than|under|below|limit|budget|cap|stays? (?:under|below)|tops|above)(?: \\w+){0,2} (?:[€£$] ?)?#?\\d+(?!\\d|:\\d|\\s*(?:am|pm|o.?clock|hours?|min\\w*|days|weeks)(?:\\W|$))|#?\\d+ (?:euros? |quid )?(?:max|tops|all in|limit|at most)',
  ),
  part: any(
    'alleen|enkel|slechts|uitsluitend|behalve|zonder (?:de|die|dat|het)|de rest|rest|allebei|beide|eerste|tweede|derde|laatste|linker?|rechter?|voorste|achterste|linksvoor|rechtsvoor|punt|regel|nummer|nr|niet de|wel de|maar niet|apart',
    'only|except|apart from|bar the|but not|rest|both|first|second|third|last one|left|right one|front|rear|item|number|no to|yes to the|not the|without the|skip the|leave the',
  ),
  digits: /(?:^|\s)\d{1,2}(?=\s|$|[,.&+])/u,
  not: any(
    "niet|nie|nee|neen|geen|niks|niets|no|not|don't|dont|do not|won't|nope|nah|never|nooit|cannot|can't|cant|without|zonder|reject\\w*|declin\\w*|refus\\w*|weiger\\w*|afwijz\\w*|afgewezen|skip\\w*",
  ),
  yes: any('ja|jaa+|jazeker|yes|yep|yeah|yup|sure|akkoord|graag|prima|approved?|agree\\w*|go ahead|doe maar|goed'),
  maar: any('maar|but|though|only|alleen'),
  later: any(
    'later|morgen|tomorrow|volgende|next|nu niet|not now|another time|andere keer|maand|month|week|payday|vakantie|straks',
  ),
  money: any('duur|dure|prijzig|geld|euro|expensive|dear|pricey|money|afford|betalen|pay|cheaper|goedkoper|quid'),
  self: any(
    'zelf|zwager|broer|neef|buurman|elders|ergens anders|andere garage|myself|meself|elsewhere|another garage|my mate|brother',
  ),
  sells: any('verkoop\\w*|verkocht|sloop|inruil\\w*|weg|selling|sell|scrap\\w*|trade'),
  irony: /[🙄😒🤔😏🤡🤷😉🙃🤨]/u,
} as const;

export type Cue = keyof typeof CUES;
export const CUE_NAMES = Object.keys(CUES) as readonly Cue[];

export function cuesIn(text: string): ReadonlySet<Cue> {
  const plain = plainForm(text);
  return new Set(CUE_NAMES.filter((name) => CUES[name].test(plain)));
}

function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02BC`´]/gu, "'")
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
