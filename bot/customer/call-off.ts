import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { canReach, type OpenQuote, openRepairsOf, viewOf } from '../../core/scene/queries.ts';
import { askAgain } from '../react/decision.ts';
import { type Step, tell, toConversation } from '../step.ts';
import { answer, type CustomerAct, receiverOf, takeBack } from './customer-act.ts';

/** Takes off the calls that this person was promised, and says so to everybody who counts on them. */
export function callOff(act: CustomerAct): readonly Step[] {
  const { scene, meta } = act;
  const { conversationId } = scene.conversation;
  const promised = promisedTo(act);
  if (promised.length === 0) return [answer(act, { kind: 'call-off', wasPromised: false })];
  return [
    ...promised.map(({ itemId }) =>
      toConversation({ type: 'EndItems', data: { conversationId, itemId, how: 'called_off' }, meta }),
    ),
    answer(act, { kind: 'call-off', wasPromised: true }),
    ...tellOthers(act, promised),
  ];
}

/**
 * Takes off a call in the customer's own words. Words that name no call count right after one was
 * promised; then an open quote is asked again, because they may have been about that.
 */
export function typedCallOff(
  act: CustomerAct,
  text: string,
  newest: OpenQuote | undefined,
): readonly Step[] | undefined {
  if (takesCallOff(act, text)) return [...takeBack(act), ...callOff(act)];
  if (!leavesIt(text) || !isPromiseNewest(act) || promisedTo(act).length === 0) return undefined;
  return [...takeBack(act), ...callOff(act), ...(newest ? [askAgain(act.scene, newest, receiverOf(act))] : [])];
}

/** True if a call was promised and the text says that none is wanted. */
export function takesCallOff(act: CustomerAct, text: string): boolean {
  return promisedTo(act).length > 0 && wantsNoCall(text);
}

/** A call about a car of somebody else in the conversation is that person's. */
function promisedTo({ scene, person, address }: CustomerAct): readonly WaitingItem[] {
  const own = new Set(openRepairsOf(scene, person.customerId).map(({ repair }) => repair.repairId));
  const isCustomer = person.customerId === scene.customer.customerId;
  return scene.conversation.items.filter(({ kind, repairId }) => {
    if (kind !== 'callback') return false;
    if (repairId === undefined) return isCustomer;
    return address.proven && (isCustomer || own.has(repairId));
  });
}

/** Two people who decide about one car may count on the same call. */
function tellOthers({ scene, person }: CustomerAct, promised: readonly WaitingItem[]): readonly Step[] {
  const contacts = promised.flatMap(({ repairId }) => viewOf(scene, repairId)?.repair.contacts ?? []);
  const deciding = new Set(contacts.filter(({ decides }) => decides).map(({ customerId }) => customerId));
  deciding.delete(person.customerId);
  return [...deciding]
    .filter((customerId) => canReach(scene, customerId))
    .map((customerId) => tell(customerId, { kind: 'call-off', wasPromised: true }, 'notification'));
}

function isPromiseNewest({ scene, address }: CustomerAct): boolean {
  const asked = scene.asked.get(address.addressId);
  if (asked?.kind === 'call-when') return true;
  return (asked?.kind === 'other' || asked?.kind === 'after-quote') && asked.said === 'call-promised';
}

/** Any other word may turn the sentence round: "not now", "I cannot call", "don't text, call me". */
function sentence(core: readonly string[], around: readonly string[]): RegExp {
  const edge = `(?:${around.join('|')})`;
  return new RegExp(`^(?:${edge} )*(?:${core.join('|')})(?: ${edge})*$`, 'u');
}

const channel = '(?:app|appen|appt|mail|mailen|typ|typen|chat|chatten|stuur|sturen|schrijf)';
const dutchAround = [
  'nee|neen|ja|ok|oke|oh|ach|sorry|hoi|hallo|hoor|graag|alstublieft|alsjeblieft|aub|svp|bedankt|toch|dan|gewoon|liever|maar|eigenlijk',
  'dank (?:u|je)(?: wel)?|laat maar(?: zitten)?|bij nader inzien|(?:het|dat|alles)?(?: ?is)? ?(?:al )?(?:goed|geregeld|opgelost|duidelijk)(?: zo)?',
  `(?:maar|liever|gewoon)? ?${channel}(?: (?:maar|gewoon|hier|een|bericht|berichtje|me|mij))*`,
];
const spoken = '(?:(?:terug|op)?bellen|(?:telefoontje|belletje)|telefonisch contact|gebeld te worden|gebeld worden)';
const dutch = sentence(
  [
    `(?:(?:ik|u|je|jij|jullie|mij|me|ons|wil|wilt|hoef|hoeft|hoeven|willen|heb|zou)(?: |$)){0,4}(?:niet|geen)(?: (?:meer|te|mij|me|ons|terug|graag|hoeven)){0,4} ${spoken}(?: (?:meer|nodig|te hebben|hoor|worden))*`,
    `(?:bel|belt)(?: (?:mij|me|ons|maar|toch|dan|ook|liever|terug)){0,4} niet(?: meer)?(?: terug)?(?! ${channel})`,
    `(?:(?:terug|op)?bellen|(?:een|het|dat)? ?(?:telefoontje|belletje|belafspraak|telefoongesprek)) (?:is |hoeft |hoef ik |mag )?(?:dan |toch |maar |al )*niet(?: (?:meer|nodig|te))*(?! ${channel})`,
    '(?:annuleer|schrap|zeg)(?: (?:het|de|dat|die|mijn|maar))* (?:telefoontje|belletje|belafspraak|telefoongesprek|gesprek)(?: (?:maar|af))*',
    '(?:het|de|dat|die|mijn)? ?(?:telefoontje|belletje|belafspraak|telefoongesprek) (?:wil ik )?(?:annuleren|afzeggen|schrappen|mag weg|kan weg|vervalt)',
  ],
  dutchAround,
);

const texting = '(?:text|message|write|email|app|chat)';
const englishAround = [
  'no|yes|ok|okay|oh|well|actually|sorry|please|pls|hi|hello|thanks|thank you|then|rather|instead|really|just',
  "never ?mind|forget it|leave it|on second thoughts?|after all|at all|any ?more|again|(?:it|that|all)?(?: is|'s)? ?(?:all )?(?:fine|good|sorted|solved|clear)(?: now)?",
  `(?:just |you can |but )?${texting}(?: (?:me|us|here|instead|please))*`,
];
const english = sentence(
  [
    "(?:i |i would rather |i'd rather |you (?=(?:do not|don't|dont|no longer|need not|needn't) (?:have|need|call back)))?(?:do not|don't|dont|needn't|need not|no need|no longer|rather not|never|(?:it's |it is )?not necessary)(?: (?:you|to|need|have|want|bother|with|wish|for|a|the|any|that)){0,5} (?:call|calling|calls|ring|ringing|phone|phoning|telephone|phone calls?|callback|be called)(?: (?:me|us|back|needed|necessary|required))*",
    '(?:the |a |that )?(?:phone )?(?:call|callback|calling)(?: me)? (?:is |are )?(?:not|no longer|not longer)(?: really)? (?:needed|necessary|required)',
    'no (?:phone )?calls?(?: (?:needed|necessary|required))?(?: please| thanks| thank you)',
    'no (?:phone )?calls? (?:needed|necessary|required)',
    '(?:cancel|skip|forget|scrap|drop|never ?mind|leave)(?: about)?(?: the| that| my| this)? (?:phone )?(?:call|callback)(?! (?:me|us))',
  ],
  englishAround,
);

/** True if the whole text says that no call is wanted. */
export function wantsNoCall(text: string): boolean {
  const said = plainForm(text);
  return !text.includes('?') && said !== undefined && (dutch.test(said) || english.test(said));
}

const leaving = sentence(
  [
    'laat maar(?: zitten)?|(?:dat )?hoeft (?:al |toch )?niet(?: meer)?|(?:is )?niet meer nodig|toch (?:maar )?niet|vergeet (?:het|maar)',
    "never ?mind|nvm|forget it|no need|(?:not|no longer) needed(?: any ?more)?|leave it|(?:don't|dont) bother",
  ],
  [
    'nee|nou|oh|ach|ok|oke|okay|sorry|hoor|bedankt|dank u|dank je|dan|toch|no|well|actually|thanks|thank you|please|then',
  ],
);

/** "Never mind", without a word about what. */
function leavesIt(text: string): boolean {
  const said = plainForm(text);
  return !text.includes('?') && said !== undefined && leaving.test(said);
}

const maxLetters = 100;

/** Lower case, without accents and punctuation; undefined if the text is too long to be a short wish. */
function plainForm(text: string): string | undefined {
  if (text.length > maxLetters) return undefined;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02BC`´]/gu, "'")
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}
