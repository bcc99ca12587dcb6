import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { AddressId, RepairId } from '../../core/ids.ts';
import { openQuote, releasedVersion } from '../../core/repair/guard.ts';
import type { RepairRejection } from '../../core/repair/repair.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import type { MechanicButton } from '../cards/card.ts';
import { cardButtons } from '../cards/repair-buttons.ts';
import { type CardFormat, cardFormat } from '../cards/repair-card.ts';
import type { Step } from '../step.ts';
import { shortCarName } from '../wording/format.ts';
import { type ReplyWords, replyWords } from '../wording/mechanic/replies.ts';

type To = { readonly addressId: AddressId; readonly language: Language; readonly repairId: RepairId };
type Refusal = { readonly text: string; readonly buttons: readonly MechanicButton[] };

/** Says why a command was refused and what to do, with a button where one tap does it. */
export function refuseMechanic(
  because: { readonly code: string },
  scene: Scene,
  { addressId, language, repairId }: To,
): readonly Step[] {
  const words = replyWords[language];
  const view = scene.repairs.find(({ repair }) => repair.repairId === repairId);
  const format = cardFormat(language, scene.garage.calendar.zone, scene.now);
  if (!view) return [{ do: 'reply', addressId, reply: { text: words.closed } }];
  const { text, buttons } = isRepairRejection(because)
    ? refusal(because, view, words, format, scene)
    : { text: words.refused.other, buttons: [show(view, words)] };
  return [
    { do: 'reply', addressId, reply: { card: { title: shortCarName(view.vehicle), text, buttons } }, repairId },
    { do: 'focus', addressId, repairId },
  ];
}

const codes: Readonly<Record<RepairRejection['code'], true>> = {
  WrongStatus: true,
  UnknownQuote: true,
  NothingToRelease: true,
  NothingToRevoke: true,
  NothingApproved: true,
  WorkBegun: true,
  EmptyQuote: true,
  MixedCurrency: true,
  InvalidAmount: true,
  InvalidChoices: true,
  OverReleaseLimit: true,
  OverApproved: true,
  OpenQuote: true,
  PhotoSent: true,
  NotStaff: true,
};

function isRepairRejection(because: { readonly code: string }): because is RepairRejection {
  return Object.hasOwn(codes, because.code);
}

function show({ repair: { repairId } }: RepairView, words: ReplyWords): MechanicButton {
  return {
    label: words.buttons.show,
    action: { do: 'show', repairId },
  };
}

function refusal(
  because: RepairRejection,
  view: RepairView,
  words: ReplyWords,
  format: CardFormat,
  scene: Scene,
): Refusal {
  const { refused } = words;
  const { repairId } = view.repair;
  const shown = [show(view, words)];
  const quote: MechanicButton = {
    label: words.buttons.makeQuote,
    action: { do: 'price', repairId },
    style: 'primary',
  };
  switch (because.code) {
    case 'WrongStatus':
      return { text: refused.status[because.status], buttons: nextButtons(view, words, format) };
    case 'UnknownQuote':
      return { text: refused.unknownQuote, buttons: shown };
    case 'NothingToRelease':
      return { text: refused.nothingToRelease, buttons: shown };
    case 'NothingToRevoke':
      return { text: refused.nothingToRevoke, buttons: shown };
    case 'NothingApproved':
      return { text: refused.nothingApproved, buttons: shown };
    case 'WorkBegun':
      return { text: refused.workBegun(format.time(because.at)), buttons: shown };
    case 'EmptyQuote':
      return { text: refused.emptyQuote, buttons: [quote] };
    case 'MixedCurrency':
      return { text: refused.mixedCurrency(scene.garage.rules.currency), buttons: [quote] };
    case 'InvalidAmount':
      return { text: refused.invalidAmount, buttons: [quote] };
    case 'InvalidChoices':
      return { text: refused.invalidChoices, buttons: [quote] };
    case 'OverReleaseLimit':
      return { text: refused.overReleaseLimit(format.money(because.limit)), buttons: shown };
    case 'OverApproved':
      return {
        text: refused.overApproved(format.money(because.approved), format.money(because.allowed)),
        buttons: [quote, ...shown],
      };
    case 'OpenQuote':
      return openQuoteRefusal(because, view, words, format);
    case 'PhotoSent':
      return { text: refused.photoSent, buttons: shown };
    case 'NotStaff':
      return { text: refused.notStaff, buttons: shown };
    default:
      return assertNever(because);
  }
}

/**
 * Offers what may be done next, e.g. Start for a car that was reported ready before it was begun.
 */
function nextButtons(view: RepairView, words: ReplyWords, format: CardFormat): readonly MechanicButton[] {
  const buttons = cardButtons(view, format.words.buttons);
  return buttons.length > 0 ? buttons : [show(view, words)];
}

function openQuoteRefusal(
  { quoteId }: Extract<RepairRejection, { code: 'OpenQuote' }>,
  view: RepairView,
  words: ReplyWords,
  format: CardFormat,
): Refusal {
  const { repairId } = view.repair;
  const open = openQuote(view.repair);
  const isReleased = open !== undefined && releasedVersion(open) !== undefined;
  const label = isReleased ? words.buttons.withdraw : format.words.buttons.drop;
  return {
    text: isReleased ? words.refused.openQuote : words.refused.openDraft,
    buttons: [{ label, action: { do: 'withdraw', repairId, quoteId }, style: 'danger' }, show(view, words)],
  };
}
