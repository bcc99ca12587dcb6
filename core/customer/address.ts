import type { AccountId, AddressId, CustomerId } from '../ids.ts';

export type Language = 'nl' | 'en';

/** A customer's place on a channel account, as far as the domain looks at it. */
export type Address = {
  readonly addressId: AddressId;
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly channel: string;
  readonly proven: boolean;
  /** "Not my car": nothing goes there any more. */
  readonly frozen: boolean;
  /** STOP: nothing that we begin goes there, answers do. */
  readonly optedOut: boolean;
  readonly reachable: boolean;
  readonly simulated: boolean;
  readonly language: Language | undefined;
  /** Last time the customer wrote there; undefined when never. */
  readonly lastHeardAt: Date | undefined;
  /** What the channel there can do. */
  readonly skills: AddressSkills;
};

export type AddressSkills = {
  readonly buttons: boolean;
  readonly receipts: boolean;
  readonly canStart: boolean;
  readonly clockPrecisionMs: number;
};

/** `begin` is what we start: notifications, quotes, reminders. `answer` follows on what the customer wrote. */
export type Sort = 'begin' | 'answer';

export type ChooseOptions = {
  /** Whether it shows a quote, a price, or anything else that only the customer may know. */
  readonly quote: boolean;
  /** Where the customer wrote what is answered; only that address is looked at. */
  readonly answerTo?: AddressId;
};

export type Chosen =
  | { readonly address: Address; readonly reason?: never }
  /** The address, if one can be written to, gets the question whether this is the customer, and nothing else. */
  | { readonly reason: 'unproven'; readonly address?: Address }
  | { readonly reason: 'none' | 'opted_out' | 'unreachable' | 'frozen'; readonly address?: never };

/** Where to write to a customer, or why there is nowhere to: the proven address that was heard from last. */
export function chooseAddress(addresses: readonly Address[], sort: Sort, options: ChooseOptions): Chosen {
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

/** Some channels let only the customer begin. */
function canBeWrittenTo({ reachable, skills, lastHeardAt }: Address): boolean {
  return reachable && (skills.canStart || lastHeardAt !== undefined);
}

function latestHeardFirst(addresses: readonly Address[]): readonly Address[] {
  return [...addresses].sort((a, b) => (b.lastHeardAt?.getTime() ?? 0) - (a.lastHeardAt?.getTime() ?? 0));
}

/** Long enough for a car that is brought the evening before, short enough for a slip that lies about; in ms. */
export const invitationValidMs = 7 * 24 * 3_600_000;
