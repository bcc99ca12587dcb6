import { type Money, money } from '../../core/money.ts';
import type { Desk, KnownCar } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton, MechanicCardInput } from '../cards/card.ts';
import type { Step } from '../step.ts';
import { maskPhone, shortCarName, shownWords } from '../wording/format.ts';
import { type AtDesk, replyCard, type Values } from './chat.ts';
import { phoneIn } from './typed/amounts.ts';
import type { Doubt, Registration } from './typed/line.ts';
import { formatPlate, plateKey } from './typed/plates.ts';
import { readPrice } from './typed/quote.ts';

type Known = Omit<Extract<MechanicAction, { do: 'register' }>, 'do'> & { readonly model?: string };

/** `new`: registers when plate and name are known and nothing is in doubt; else a card asks for the rest. */
export function registerLine(at: AtDesk, line: Registration): readonly Step[] {
  const known = withoutMissing({
    plateKey: line.plateText === undefined ? undefined : plateKey(line.plateText),
    name: line.name,
    phone: line.phone,
    complaint: line.complaint,
    amountMinor: line.agreed?.amount.minor,
  });
  if (line.doubts.length === 0 || isComplaintOf(at, known, line.doubts)) return registerOrAsk(at, known);
  return openAlready(at, known) ?? ask(at, known, readings(at, known, line.doubts));
}

/** Of a car that was here before only the complaint has to be said: several words that look like no name are one. */
function isComplaintOf({ desk }: AtDesk, known: Known, [doubt, ...others]: readonly Doubt[]): boolean {
  return (
    knownBefore(desk, known.plateKey)?.ownerName !== undefined &&
    known.name === undefined &&
    others.length === 0 &&
    doubt?.kind === 'name-or-complaint' &&
    /\s/.test(doubt.text.trim())
  );
}

/** The button of the card: what was typed into it wins over what was known. */
export function registerTap(at: AtDesk, action: Known, values: Values): readonly Step[] {
  const kept = (name: string, before: string | undefined): string | undefined => {
    const typed = values[name]?.trim();
    return typed && typed !== (before && shownWords(before)) ? typed : before;
  };
  const amount = readInput(at, values.amount);
  const typedPlate = plateKey(values.plate ?? '');
  const name = kept('name', action.name);
  const strayPhone = name === undefined ? undefined : phoneIn(name);
  const known = withoutMissing({
    plateKey: typedPlate || action.plateKey,
    name: strayPhone ? `${strayPhone.before} ${strayPhone.after}`.trim() : name,
    phone: kept('phone', action.phone) ?? strayPhone?.typed,
    complaint: kept('complaint', action.complaint),
    amountMinor: amount.kind === 'amount' ? amount.amount.minor : action.amountMinor,
    model: kept('model', action.model),
  });
  if (amount.kind !== 'unclear') return registerOrAsk(at, known);
  return ask(at, known, { question: at.say.amountUnclear, buttons: [] });
}

/** An amount from a card's input, including VAT; `unclear` is asked again. */
export type InputAmount =
  | { readonly kind: 'none' | 'unclear' }
  | { readonly kind: 'amount'; readonly amount: Money; readonly vatRate: number };

/** What was typed into an input for an amount. */
export function readInput({ options }: AtDesk, typed: string | undefined): InputAmount {
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

function registerOrAsk(at: AtDesk, known: Known): readonly Step[] {
  const open = openAlready(at, known);
  if (open) return open;
  const { desk } = at;
  // The complaint alone says that it is the same customer; another name makes a new one.
  const name = known.name ?? (known.complaint && knownBefore(desk, known.plateKey)?.ownerName);
  if (!isWhole(known.plateKey) || !name) return ask(at, known, { question: at.say.registerAsks, buttons: [] });
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
      name,
      phone: known.phone,
      complaint: known.complaint,
      agreedAmount: known.amountMinor === undefined ? undefined : money(known.amountMinor, rules.currency),
      ...(known.model === undefined ? {} : { model: known.model }),
    },
  ];
}

function openAlready(at: AtDesk, known: Known): readonly Step[] | undefined {
  const open = at.desk.repairs.find((one) => one.plateKey === known.plateKey);
  if (!open) return undefined;
  const { repairId } = open;
  return replyCard(at, {
    title: shortCarName(open),
    text: at.say.openAlready(shownWords(open.customerName, 60)),
    buttons: [{ label: at.say.buttons.show, action: { do: 'show', repairId }, style: 'primary' }],
  });
}

type Asked = { readonly question: string; readonly buttons: readonly MechanicButton[] };

function ask(at: AtDesk, known: Known, { question, buttons }: Asked): readonly Step[] {
  const { say, by, desk } = at;
  const { currency } = desk.garage.rules;
  const input = (name: string, label: string, value: string | undefined, placeholder?: string): MechanicCardInput => ({
    name,
    label,
    ...(value ? { value } : {}),
    ...(placeholder ? { placeholder } : {}),
  });
  const { inputs } = say;
  const before = knownBefore(desk, known.plateKey);
  const owner = before?.ownerName && shownWords(before.ownerName, 60);
  const model = known.model ?? before?.model;
  const amount = known.amountMinor === undefined ? undefined : by.money(money(known.amountMinor, currency));
  return replyCard(at, {
    title: known.plateKey ? formatPlate(known.plateKey) : say.newCar,
    text: owner ? `${question} ${say.plateWas(owner)}` : question,
    inputs: [
      input('plate', inputs.plate, known.plateKey && formatPlate(known.plateKey), 'AB-123-C'),
      input('name', inputs.name, (known.name && shownWords(known.name)) ?? owner),
      // A number is never shown back; left empty, what was typed before is kept.
      input('phone', inputs.phone, undefined, known.phone ? maskPhone(known.phone) : '06…'),
      input('complaint', inputs.complaint, known.complaint && shownWords(known.complaint)),
      input('amount', inputs.agreed, amount, by.say.exampleAmount),
      input('model', inputs.model, model && shownWords(model), 'VW Golf'),
    ],
    buttons: [...buttons, { label: say.buttons.register, action: { do: 'register', ...known }, style: 'primary' }],
  });
}

/** One button for each way to read what was in doubt; with several doubts the inputs are filled in and looked over. */
function readings(at: AtDesk, known: Known, doubts: readonly Doubt[]): Asked {
  const { say, by } = at;
  const [doubt, ...others] = doubts;
  if (!doubt || others.length > 0) return { question: say.registerCheck, buttons: [] };
  const register = (label: string, facts: Known): MechanicButton => ({ label, action: { do: 'register', ...facts } });
  const words = shownWords(doubt.text, 40);
  if (doubt.kind === 'amount')
    return {
      question: say.whichAmount(words),
      buttons: doubt.readings.map((reading) => register(by.money(reading), { ...known, amountMinor: reading.minor })),
    };
  if (doubt.kind !== 'name-or-complaint') return { question: say.registerCheck, buttons: [] };
  const { name, ...rest } = known;
  const complaint =
    known.complaint === doubt.text || !known.complaint ? doubt.text : `${doubt.text}, ${known.complaint}`;
  const { complaint: _, ...withoutComplaint } = known;
  const asName = known.complaint === doubt.text ? withoutComplaint : known;
  return {
    question: say.nameOrComplaint(words),
    buttons: [
      register(say.isName(words), { ...asName, name: doubt.text }),
      register(say.isComplaint(words), name === doubt.text || name === undefined ? { ...rest, complaint } : known),
    ],
  };
}

/** What is known of the car with this plate from before. */
function knownBefore({ knownCar }: Desk, key: string | undefined): KnownCar | undefined {
  return knownCar?.plateKey === key ? knownCar : undefined;
}
