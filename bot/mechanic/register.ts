import { type Money, money } from '../../core/money.ts';
import { findPhone } from '../../core/reading/find-phone.ts';
import { findPlate } from '../../core/reading/find-plate.ts';
import { factsOf, formatPlate, formerKey, plateFacts } from '../../core/reading/plate.ts';
import type { Desk, KnownCar } from '../../core/scene/scene.ts';
import { withoutEnd } from '../../core/trimmed.ts';
import type { MechanicAction, MechanicButton, MechanicCardInput } from '../cards/card.ts';
import type { Step } from '../step.ts';
import { maskPhone, shortCarName, shownWords } from '../wording/format.ts';
import { type MechanicChat, replyCard, type Values } from './chat.ts';
import type { Doubt, RegistrationLine } from './typed/line.ts';
import { readPrice } from './typed/quote.ts';

type Known = Omit<Extract<MechanicAction, { do: 'register' }>, 'do'> & { readonly model?: string };

/** Registers a car once plate and name are known and nothing is in doubt; else a card asks. */
export function registerLine(chat: MechanicChat, line: RegistrationLine): readonly Step[] {
  const known = withoutMissing({
    ...plateFacts(line.plateText),
    plateTry: line.plateTry,
    name: line.name,
    phone: line.phone,
    complaint: line.complaint,
    amountMinor: line.agreed?.amount.minor,
  });
  if (line.doubts.length === 0 || isComplaintOf(chat, known, line.doubts)) return registerOrAsk(chat, known);
  return openAlready(chat, known) ?? ask(chat, known, readings(chat, known, line.doubts));
}

/**
 * True if the words in doubt are a complaint: a car that was here before needs no name, and several
 * words that look like no name are not one.
 */
function isComplaintOf({ desk }: MechanicChat, known: Known, [doubt, ...others]: readonly Doubt[]): boolean {
  return (
    knownBefore(desk, known.plateKey)?.ownerName !== undefined &&
    known.name === undefined &&
    others.length === 0 &&
    doubt?.kind === 'name-or-complaint' &&
    /\s/.test(doubt.text.trim())
  );
}

/** Registers from the card; what was typed into it wins over what was known. */
export function registerTap(chat: MechanicChat, action: Known, values: Values): readonly Step[] {
  const kept = (name: string, before: string | undefined): string | undefined => {
    const typed = values[name]?.trim();
    return typed && typed !== (before && shownWords(before)) ? typed : before;
  };
  const amount = readAmountInput(chat, values.amount);
  const name = kept('name', action.name);
  const stray = findPhone(name ?? '');
  const phone = findPhone(values.phone ?? '');
  const known = withoutMissing({
    ...plateOfTap(action, values),
    name: stray.kind === 'read' ? `${stray.before} ${stray.after}`.trim() : name,
    phone: phone.kind === 'read' ? phone.e164 : (action.phone ?? (stray.kind === 'read' ? stray.e164 : undefined)),
    complaint: kept('complaint', action.complaint),
    amountMinor: amount.kind === 'amount' ? amount.amount.minor : action.amountMinor,
    model: kept('model', action.model),
  });
  const badPhone = values.phone?.trim();
  if (badPhone && phone.kind !== 'read')
    return ask(chat, known, { question: chat.words.noPhone(shownWords(badPhone, 40)), buttons: [] });
  if (amount.kind !== 'unclear') return registerOrAsk(chat, known);
  return ask(chat, known, { question: chat.words.amountUnclear, buttons: [] });
}

type PlateOfTap = Pick<Known, 'plateKey' | 'plate' | 'plateTry'>;

/** Returns the plate that a tap registers; what is typed there is taken, unless it can be two cars. */
export function plateOfTap({ plateKey, plate, plateTry }: Known, values: Values): PlateOfTap {
  const typed = values.plate?.trim() || plateTry;
  const known = plateKey === undefined ? undefined : withoutMissing({ plateKey, plate });
  if (!typed) return known ?? {};
  if (known && [plate ?? formatPlate(plateKey ?? ''), plateTry].some((one) => one && shownPlate(one) === typed))
    return known;
  if (known && !values.plate?.trim()) return known;
  const found = findPlate(typed);
  if (found.kind === 'read') return found.rest === '' ? factsOf(found) : { plateTry: typed };
  const isWritten = /^[\p{L}\p{M}\p{Nd}\s./_-]+$/u.test(typed);
  return isWritten && found.readings.length === 0 ? plateFacts(typed) : { plateTry: typed };
}

function shownPlate(typed: string): string {
  return shownWords(typed, 24);
}

/** An amount from a card's input, including VAT; `unclear` is asked again. */
export type InputAmount =
  | { readonly kind: 'none' | 'unclear' }
  | { readonly kind: 'amount'; readonly amount: Money; readonly vatRate: number };

/** Reads an input for an amount. */
export function readAmountInput({ options }: MechanicChat, typed: string | undefined): InputAmount {
  if (typed === undefined || typed.trim() === '') return { kind: 'none' };
  const reading = readPrice(typed.trim(), options);
  return reading.kind === 'price'
    ? { kind: 'amount', amount: reading.price.amount, vatRate: reading.price.vatRate }
    : { kind: 'unclear' };
}

type Maybe<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

function withoutMissing(facts: Maybe<Known>): Known {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')) as Known;
}

// A part of a plate is no plate to register by.
function isWhole(key: string | undefined): key is string {
  return key !== undefined && key.length >= 4 && key.length <= 10;
}

function registerOrAsk(chat: MechanicChat, known: Known): readonly Step[] {
  const open = openAlready(chat, known);
  if (open) return open;
  const { desk } = chat;
  // The complaint alone says that it is the same customer; another name makes a new one.
  const name = known.name ?? (known.complaint && knownBefore(desk, known.plateKey)?.ownerName);
  if (!isWhole(known.plateKey) || !name) return ask(chat, known, { question: chat.words.registerAsks, buttons: [] });
  const { garageId, rules } = desk.garage;
  const { staffId, role } = desk.staff;
  return [
    {
      do: 'register',
      garageId,
      staffId,
      role,
      addressId: desk.addressId,
      plateKey: known.plateKey,
      ...(known.plate === undefined ? {} : { plate: known.plate }),
      name,
      phone: known.phone,
      complaint: known.complaint,
      agreedAmount: known.amountMinor === undefined ? undefined : money(known.amountMinor, rules.currency),
      ...(known.model === undefined ? {} : { model: known.model }),
    },
  ];
}

function openAlready(chat: MechanicChat, known: Known): readonly Step[] | undefined {
  const { repairs } = chat.desk;
  const former = formerKey(known.plateKey ?? '');
  const open =
    repairs.find((one) => one.plateKey === known.plateKey) ??
    repairs.find((one) => one.plateKey === former && isNamed(one.customerName, known.name));
  if (!open) return undefined;
  const { repairId } = open;
  return replyCard(chat, {
    title: shortCarName(open),
    text: chat.words.openAlready(shownWords(open.customerName, 60)),
    buttons: [{ label: chat.words.buttons.show, action: { do: 'show', repairId }, style: 'primary' }],
  });
}

function isNamed(name: string, typed: string | undefined): boolean {
  return name.trim().toLowerCase() === typed?.trim().toLowerCase();
}

type Asked = { readonly question: string; readonly buttons: readonly MechanicButton[] };

function ask(chat: MechanicChat, known: Known, asked: Asked): readonly Step[] {
  const { words, format, desk } = chat;
  const { question, buttons } = withPlate(chat, known, asked);
  const { currency } = desk.garage.rules;
  const input = (name: string, label: string, value: string | undefined, placeholder?: string): MechanicCardInput => ({
    name,
    label,
    ...(value ? { value } : {}),
    ...(placeholder ? { placeholder } : {}),
  });
  const { inputs } = words;
  const before = knownBefore(desk, known.plateKey);
  const plate = known.plate ?? (known.plateKey && formatPlate(known.plateKey));
  const owner = before?.ownerName && shownWords(before.ownerName, 60);
  const model = known.model ?? before?.model;
  const amount = known.amountMinor === undefined ? undefined : format.money(money(known.amountMinor, currency));
  return replyCard(chat, {
    title: plate ?? words.newCar,
    text: owner ? `${question} ${words.plateWas(owner)}` : question,
    inputs: [
      input('plate', inputs.plate, plate ?? (known.plateTry && shownPlate(known.plateTry)), 'AB-123-C'),
      input('name', inputs.name, (known.name && shownWords(known.name)) ?? owner),
      // A number is never shown back; left empty, what was typed before is kept.
      input('phone', inputs.phone, undefined, known.phone ? maskPhone(known.phone) : '06…'),
      input('complaint', inputs.complaint, known.complaint && shownWords(known.complaint)),
      input('amount', inputs.agreed, amount, format.words.exampleAmount),
      input('model', inputs.model, model && shownWords(model), 'VW Golf'),
    ],
    buttons: [...buttons, { label: words.buttons.register, action: { do: 'register', ...known }, style: 'primary' }],
  });
}

/** Asks about a plate that is not sure first, with a button for each that it can be. */
function withPlate({ words }: MechanicChat, known: Known, { question, buttons }: Asked): Asked {
  const { plateKey: key, plateTry } = known;
  if (key !== undefined || plateTry === undefined) return { question, buttons };
  const found = findPlate(plateTry);
  const plates = found.kind === 'asked' ? found.readings.map(factsOf) : [];
  const offered = plates.map(
    (facts): MechanicButton => ({
      label: facts.plate ?? formatPlate(facts.plateKey),
      action: { do: 'register', ...known, ...facts },
    }),
  );
  return { question: `${words.plateAsked(shownPlate(plateTry))} ${question}`, buttons: [...offered, ...buttons] };
}

/** Offers a button for each reading of a doubt; several doubts are looked over in the inputs. */
function readings(chat: MechanicChat, known: Known, doubts: readonly Doubt[]): Asked {
  const { words, format } = chat;
  const [doubt, ...others] = doubts;
  const phone = doubts.find(({ kind }) => kind === 'phone' || kind === 'second-phone');
  if (phone) {
    const question = phone.kind === 'phone' ? words.noPhone(shownWords(phone.text, 40)) : words.whichPhone;
    return { question, buttons: [] };
  }
  if (!doubt || others.length > 0) return { question: words.registerCheck, buttons: [] };
  const register = (label: string, facts: Known): MechanicButton => ({ label, action: { do: 'register', ...facts } });
  const shown = shownWords(doubt.text, 40);
  if (doubt.kind === 'amount')
    return {
      question: words.whichAmount(shown),
      buttons: doubt.readings.map((reading) =>
        register(format.money(reading), { ...known, amountMinor: reading.minor }),
      ),
    };
  if (doubt.kind === 'agreed-or-complaint')
    return {
      question: words.isAgreed(shown),
      buttons: [
        register(words.buttons.agreedFor(format.money(doubt.amount)), {
          ...known,
          ...withoutNumber(known, doubt),
          amountMinor: doubt.amount.minor,
        }),
        register(words.buttons.partOfComplaint, known),
      ],
    };
  if (doubt.kind !== 'name-or-complaint') return { question: words.registerCheck, buttons: [] };
  const { name, ...rest } = known;
  const complaint =
    known.complaint === doubt.text || !known.complaint ? doubt.text : `${doubt.text}, ${known.complaint}`;
  const { complaint: _, ...withoutComplaint } = known;
  const asName = known.complaint === doubt.text ? withoutComplaint : known;
  return {
    question: words.nameOrComplaint(shown),
    buttons: [
      register(words.isName(shown), { ...asName, name: doubt.text }),
      register(words.isComplaint(shown), name === doubt.text || name === undefined ? { ...rest, complaint } : known),
    ],
  };
}

/** Takes the number off the end of the complaint, or of a name without one. */
function withoutNumber({ name, complaint }: Known, { part, rest }: AgreedOrComplaint): Partial<Known> {
  const cut = (whole: string): string =>
    whole.endsWith(part) ? withoutEnd(`${whole.slice(0, -part.length)}${rest}`, /[\s,]/) : whole;
  if (complaint !== undefined) return { complaint: cut(complaint) };
  return name === undefined ? {} : { name: cut(name) };
}

type AgreedOrComplaint = Extract<Doubt, { kind: 'agreed-or-complaint' }>;

function knownBefore({ knownCar }: Desk, key: string | undefined): KnownCar | undefined {
  return knownCar?.plateKey === key ? knownCar : undefined;
}
