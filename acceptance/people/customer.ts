import type { Pool } from 'pg';
import { expect } from 'vitest';
import type { EdgePhone, EdgeTelegram, Phone, PhoneMessage } from '../networks/telegram.ts';
import { type Garage, neverQuiet, watch } from '../product.ts';
import { tokenIn, until } from './person.ts';

/** The mechanic brings a car in; gives what the link on the card opens. */
export async function invite({ mechanic }: Garage, plate: string, name: string): Promise<string> {
  const before = (await mechanic.shown()).length;
  await mechanic.types(`new ${plate}, ${name}, brakes squeal`);
  return until(`the invitation of ${plate}`, async () => {
    const after = (await mechanic.shown()).slice(before);
    return tokenIn(after.map(({ text }) => text).join()) || undefined;
  });
}

/** The page of an invitation, as a browser shows it. */
export async function openLink({ url }: Garage, token: string): Promise<string> {
  return (await fetch(`${url}/i/${token}`)).text();
}

type At<P> = {
  readonly garage: Garage;
  readonly telegram: { phone(chat: number, language?: string): P };
};

/** A customer who has opened the link, with a car that is being repaired. */
export async function bringIn<P extends Phone>(
  { garage, telegram }: At<P>,
  chat: number,
  plate: string,
  language = 'en',
): Promise<P> {
  const phone = telegram.phone(chat, language);
  await phone.starts(await invite(garage, plate, 'Jan Jansen'));
  await phone.hears(/You are signed up|u bent aangemeld/);
  await garage.mechanic.types(`start ${plate}`);
  await phone.hears(/The mechanic started|De monteur is/);
  return phone;
}

/** The mechanic writes a quote and sends it. */
export async function sendQuote({ mechanic }: Garage, plate: string, lines: string): Promise<void> {
  await mechanic.types(`quote ${plate}: ${lines}`);
  await mechanic.hears(new RegExp(`${plate}.*Send · I wait`, 's'));
  await mechanic.taps('Send · I wait');
}

export type Reads = 'nl' | 'en';

/** The answers of the bot to a customer, by outcome. */
const heard = {
  'approves all': { nl: /u gaat akkoord\./, en: /you approved\./ },
  'approves these lines': { nl: /akkoord met een deel/, en: /you approved part/ },
  'rejects all': { nl: /dit doen we niet/, en: /we will not do this/ },
  'asks "all of it?"': { nl: /Mogen we (?:alles doen voor|dit doen:)/, en: /May we do (?:all of it for|this:)/ },
  'asks "not at all?"': { nl: /u het niet wilt laten doen/, en: /you do not want it done/ },
  'asks "these lines?"': { nl: /Bedoelt u dit\?/, en: /Is this what you mean\?/ },
  'asks which lines': { nl: /Wat mogen we doen\?/, en: /What shall we do\?/ },
  'asks again': { nl: /Ik weet niet zeker wat u bedoelt/, en: /I'm not sure what you mean/ },
  'refuses a condition': { nl: /Een voorwaarde kan ik/, en: /agree to a condition/ },
  'refuses a limit': { nl: /Een maximumbedrag kan ik/, en: /agree to a price limit/ },
  'is not sure that it is a yes': { nl: /of dit een akkoord is/, en: /whether you approve/ },
  'says it is edited': { nl: /U hebt uw antwoord gewijzigd/, en: /You changed your answer/ },
  'passes a question on': { nl: /Uw vraag is doorgegeven/, en: /Your question has been passed/ },
  'promises a call': { nl: /we bellen u/, en: /we will call you/ },
  'offers the link': { nl: /Iemand anders mag ook beslissen/, en: /Someone else may decide too/ },
  'takes time': { nl: /overleg rustig/, en: /take your time/ },
  'says how it stands': { nl: /(?:Stand nu|sinds|brug)/, en: /(?:Right now|since|lift)/ },
  'passes to a person': { nl: /aan een medewerker|Een medewerker antwoordt/, en: /to a person|A person will answer/ },
  'stops all messages': { nl: /geen berichten meer/, en: /no more messages/ },
  'asks "no more messages?"': { nl: /Wilt u geen berichten meer/, en: /No more messages about/ },
  'says it was before this quote': { nl: /voordat deze offerte bij u was/, en: /before you had this quote/ },
  'shows the new version': { nl: /U antwoordde op een oude offerte/, en: /You answered an old quote/ },
  'says it is withdrawn': { nl: /is ingetrokken/, en: /has been withdrawn/ },
  'says it has expired': { nl: /is verlopen/, en: /has expired/ },
  'says that they may not decide': { nl: /Alleen degene met wie/, en: /Only the person the garage/ },
} as const;

export type Outcome = keyof typeof heard;

const DECIDING: readonly Outcome[] = ['approves all', 'approves these lines', 'rejects all'];

/** The effects of a customer's words. */
export type Standing = {
  readonly decisions: number;
  /** Words that wait for further text. */
  readonly pending: { readonly texts: readonly string[]; readonly phrases: readonly string[] } | null;
  readonly stopped: boolean;
  readonly quote: string;
  /** The kinds of what waits for somebody. */
  readonly items: readonly string[];
};

/** One customer with a car in work. */
export type Customer = EdgePhone & { readonly plate: string; readonly reads: Reads };

type Quotes = Readonly<Record<Reads, { readonly lines: string; readonly total: string }>>;

const TWO_LINES: Quotes = {
  nl: { lines: 'remblokken 286,40; wissers 38', total: '324,40' },
  en: { lines: 'brake pads 286.40; wipers 38', total: '324.40' },
};

/** So many texts as a test writes are answered, and words wait so long for further text. */
export async function answersEverything(pool: Pool, wordsSettleMs: number): Promise<void> {
  await neverQuiet(pool);
  await pool.query(
    `update garage set settings = settings || jsonb_build_object('wordsSettleMs', $1::int, 'heldDownAfter', 10000)`,
    [wordsSettleMs],
  );
}

type Parts = {
  readonly pool: Pool;
  readonly garage: Garage;
  readonly telegram: EdgeTelegram;
  readonly from: number;
  readonly quotes?: Quotes;
};

/** Reads in the database about customers. */
function bookOf({ pool, garage, telegram }: Parts) {
  const { quiet, settled } = watch(pool, telegram);
  return {
    /** Everything was handled and said, so that the network has told when it reached the screens. */
    quiet,
    /** Ends the seconds for further text, and waits until all that was due has happened. */
    settle: async (): Promise<void> => {
      await garage.skips(1);
      await settled();
    },
    standing: async ({ chat }: Pick<Customer, 'chat'>): Promise<Standing> => {
      const { rows } = await pool.query<Standing>(
        `select c.pending_answer as pending, a.opted_out_at is not null as stopped, q.status as quote,
                (select count(*)::int from decision d where d.repair_id = r.id) as decisions,
                array(select w.kind from waiting_item w where w.conversation_id = c.id and w.ended_at is null order by w.kind) as items
           from address a join conversation c on c.customer_id = a.customer_id join repair r on r.conversation_id = c.id
           left join lateral (
             select status from quote_version v where v.repair_id = r.id order by v.quote_id desc, v.version desc limit 1) q on true
          where a.chat = $1`,
        [String(chat)],
      );
      const [found] = rows;
      if (!found) throw new Error(`Nobody has chat ${chat}`);
      return found;
    },
    /** The newest decision of a customer. */
    decided: async ({ chat }: Pick<Customer, 'chat'>): Promise<object | undefined> => {
      const { rows } = await pool.query<object>(
        `select d.how, d.outcome, d.approved, d.answer_text, d.shown_text
           from decision d join repair r on r.id = d.repair_id join conversation c on c.id = r.conversation_id
           join address a on a.customer_id = c.customer_id
          where a.chat = $1 order by d.recorded_at desc limit 1`,
        [String(chat)],
      );
      return rows[0];
    },
  };
}

type Book = ReturnType<typeof bookOf>;

/** Customers with an open quote; chats and plates count on from `from`. */
function castOf({ pool, garage, telegram, from, quotes = TWO_LINES }: Parts, { quiet, standing }: Book) {
  const kept = new Map<string, Customer>();
  let chats = from;
  const bringNew = async (reads: Reads): Promise<Customer> => {
    chats += 1;
    const plate = `DR-${chats % 1000}-A`;
    return { ...(await bringIn({ garage, telegram }, chats, plate, reads)), plate, reads };
  };
  const quote = async (
    who: Customer,
    lines = quotes[who.reads].lines,
    total = quotes[who.reads].total,
  ): Promise<PhoneMessage> => {
    await sendQuote(garage, who.plate, lines);
    const message = await who.hears(total);
    await quiet();
    return message;
  };
  const fresh = async (reads: Reads, lines?: string, total?: string): Promise<Customer> => {
    const who = await bringNew(reads);
    await quote(who, lines, total);
    return who;
  };
  const askedAnew = async (who: Customer): Promise<void> => {
    await quiet();
    if ((await standing(who)).quote !== 'released') return void (await quote(who));
    await who.starts();
    await who.hears(heard['asks again'][who.reads]);
    await quiet();
  };
  const awaitsPerson = async ({ chat }: Customer): Promise<boolean> => {
    const { rowCount } = await pool.query(
      `select from waiting_item w join conversation c on c.id = w.conversation_id join address a on a.customer_id = c.customer_id
        where a.chat = $1 and w.kind = 'person' and w.ended_at is null`,
      [String(chat)],
    );
    return rowCount !== 0;
  };
  return {
    bringNew,
    quote,
    /** A customer of the test's own, with an open quote. */
    fresh,
    /** A customer whose newest question is an open quote, also after the tests before. Who awaits a person hears less. */
    asked: async (reads: Reads): Promise<Customer> => {
      const known = kept.get(reads);
      const before = known && (await awaitsPerson(known)) ? undefined : known;
      if (before) await askedAnew(before);
      const who = before ?? (await fresh(reads));
      kept.set(reads, who);
      return who;
    },
  };
}

/** Customers who are asked, and what their words lead to, at the webhook's door. */
export function answersAt(parts: Parts) {
  const book = bookOf(parts);
  const { quiet, standing } = book;
  const hears = async (who: Customer, outcome: Outcome): Promise<PhoneMessage> => {
    const message = await who.hears(heard[outcome][who.reads]);
    expect(message.text).toMatch(heard[outcome][who.reads]);
    await quiet();
    return message;
  };
  const leads = async (who: Customer, act: () => unknown, outcome: Outcome): Promise<PhoneMessage> => {
    const { decisions } = await standing(who);
    await act();
    const message = await hears(who, outcome);
    const after = await standing(who);
    expect(after.decisions, message.text).toBe(decisions + (DECIDING.includes(outcome) ? 1 : 0));
    expect(after.pending).toBeNull();
    return message;
  };
  return {
    ...book,
    ...castOf(parts, book),
    hears,
    /** Something is done, and this follows; only an outcome that decides makes a decision. */
    leads,
    /** Writes this, and that follows. */
    says: (who: Customer, words: string, outcome: Outcome) => leads(who, () => who.types(words), outcome),
    /** Gives the words that wait for further text; nothing is decided yet. */
    waits: async (who: Customer): Promise<NonNullable<Standing['pending']>> => {
      await quiet();
      const { pending } = await standing(who);
      if (!pending) throw new Error(`Nothing waits in chat ${who.chat}: ${who.shown().at(-1)?.text}`);
      return pending;
    },
  };
}
