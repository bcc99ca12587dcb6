import type { AccountId, AddressId, CustomerId } from '../ids.ts';

export type Language = 'nl' | 'en';

export type Address = {
  readonly addressId: AddressId;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly channel: string;
  readonly proven: boolean;
  /** After "not my car" nothing is sent there any more. */
  readonly frozen: boolean;
  /** After STOP we begin nothing there; answers are still sent. */
  readonly optedOut: boolean;
  readonly reachable: boolean;
  readonly simulated: boolean;
  readonly language: Language | undefined;
  /** Last time the customer wrote there; undefined when never. */
  readonly lastHeardAt: Date | undefined;
  readonly skills: AddressSkills;
};

export type AddressSkills = {
  readonly buttons: boolean;
  readonly receipts: boolean;
  readonly canStart: boolean;
  readonly clockPrecisionMs: number;
};

/**
 * `begin` is started by us: notifications, quotes, reminders. `answer` follows on what the customer
 * wrote.
 */
export type Initiative = 'begin' | 'answer';

export type ChooseOptions = {
  /** True if it shows a quote, a price, or anything else that only the customer may know. */
  readonly quote: boolean;
  /** The address of the text that is answered; only this address is considered. */
  readonly answerTo?: AddressId;
};

export type Chosen =
  | { readonly address: Address; readonly reason?: never }
  /** This address may only be asked if it is the customer's. */
  | { readonly reason: 'unproven'; readonly address?: Address }
  | { readonly reason: 'none' | 'opted_out' | 'unreachable' | 'frozen'; readonly address?: never };

/** Chooses the proven address that was heard from last, or says why there is none. */
export function chooseAddress(addresses: readonly Address[], sort: Initiative, options: ChooseOptions): Chosen {
  const { answerTo } = options;
  const known = answerTo === undefined ? addresses : addresses.filter(({ addressId }) => addressId === answerTo);
  if (known.length === 0) return { reason: 'none' };
  const ours = known.filter(({ frozen }) => !frozen);
  if (ours.length === 0) return { reason: 'frozen' };
  const welcome = sort === 'answer' ? ours : ours.filter(({ optedOut }) => !optedOut);
  if (welcome.length === 0) return { reason: 'opted_out' };
  return choose(welcome, sort === 'begin' || options.quote);
}

function choose(welcome: readonly Address[], needsProof: boolean): Chosen {
  const within = latestHeardFirst(welcome.filter(canBeWrittenTo));
  const address = within.find(({ proven }) => proven) ?? (needsProof ? undefined : within[0]);
  if (address) return { address };
  const [unproven] = within;
  if (unproven) return { reason: 'unproven', address: unproven };
  const doubtful = welcome.every(({ proven }) => !proven) && welcome.some(({ reachable }) => reachable);
  return { reason: doubtful ? 'unproven' : 'unreachable' };
}

/** On some channels only the customer can begin. */
function canBeWrittenTo({ reachable, skills, lastHeardAt }: Address): boolean {
  return reachable && (skills.canStart || lastHeardAt !== undefined);
}

function latestHeardFirst(addresses: readonly Address[]): readonly Address[] {
  return [...addresses].sort((a, b) => (b.lastHeardAt?.getTime() ?? 0) - (a.lastHeardAt?.getTime() ?? 0));
}

/**
 * In ms. Long enough for a car that is brought the evening before, short enough for a lost slip of
 * paper.
 */
export const invitationValidMs = 7 * 24 * 3_600_000;
