import type { Pool } from 'pg';
import { expect } from 'vitest';
import type { EdgePerson } from '../../channels/telegram/testing/edge/person.ts';
import { bringIn, neverQuiet, sendQuote } from '../people/telegram-customer.ts';
import type { Phone, ShownMessage } from '../people/telegram-phone.ts';
import { type Stage, until } from '../stage.ts';
import type { EdgeTelegram } from './telegram-edge.ts';
import { watch } from './telegram-watch.ts';

export type Reads = 'nl' | 'en';

/** What a customer hears after an answer. */
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

/** What became of a customer's words. */
export type Standing = {
  readonly decisions: number;
  /** What waits out its seconds. */
  readonly pending: { readonly texts: readonly string[]; readonly phrases: readonly string[] } | null;
  readonly stopped: boolean;
  readonly quote: string;
  /** The kinds of what waits for somebody. */
  readonly items: readonly string[];
};

/** One customer with a car in work. */
export type Customer = {
  readonly chat: number;
  readonly plate: string;
  readonly reads: Reads;
  readonly phone: Phone;
  readonly person: EdgePerson;
};

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
  readonly stage: Stage;
  readonly telegram: EdgeTelegram;
  readonly from: number;
  readonly quotes?: Quotes;
};

/** What the database says of customers. */
function bookOf({ pool, stage, telegram }: Parts) {
  const { count, handled } = watch(pool, telegram.edge);
  const due = `timer where dead is null and due_at <=
    now() + make_interval(secs => (select max((value #>> '{}')::bigint) / 1000.0 from installation where name = 'clock_offset_ms'))`;
  const quiet = async (): Promise<void> => {
    await handled();
    await until('everything to be said', async () =>
      (await count(`delivery where state in ('queued', 'sending')`)) === 0 ? true : undefined,
    );
  };
  return {
    /** Everything was handled and said, so that the network has told when it reached the screens. */
    quiet,
    /** The seconds in which further text may come are over, and whatever was due by then has happened. */
    settle: async (): Promise<void> => {
      await stage.skips(1);
      await until('everything due to have happened', async () => ((await count(due)) === 0 ? true : undefined));
      await quiet();
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
function castOf({ stage, telegram, from, quotes = TWO_LINES }: Parts, { quiet, standing }: Book) {
  const kept = new Map<string, Customer>();
  let chats = from;
  const bringNew = async (reads: Reads): Promise<Customer> => {
    chats += 1;
    const plate = `DR-${chats % 1000}-A`;
    const phone = await bringIn({ stage, telegram }, chats, plate, reads);
    return { chat: chats, plate, reads, phone, person: telegram.edge.person(chats, reads) };
  };
  const quote = async (
    who: Customer,
    lines = quotes[who.reads].lines,
    total = quotes[who.reads].total,
  ): Promise<ShownMessage> => {
    await sendQuote(stage, who.plate, lines);
    const message = await who.phone.hears(total);
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
    await who.phone.starts();
    await who.phone.hears(heard['asks again'][who.reads]);
    await quiet();
  };
  return {
    bringNew,
    quote,
    /** A customer of the test's own, with an open quote. */
    fresh,
    /** Somebody whose newest question is an open quote, whatever the tests before have left. */
    asked: async (reads: Reads): Promise<Customer> => {
      const before = kept.get(reads);
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
  const hears = async (who: Customer, outcome: Outcome): Promise<ShownMessage> => {
    const message = await who.phone.hears(heard[outcome][who.reads]);
    expect(message.text).toMatch(heard[outcome][who.reads]);
    await quiet();
    return message;
  };
  const leads = async (who: Customer, act: () => unknown, outcome: Outcome): Promise<ShownMessage> => {
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
    says: (who: Customer, words: string, outcome: Outcome) => leads(who, () => who.person.writes(words), outcome),
    /** What waits out its seconds; nothing is decided yet. */
    waits: async (who: Customer): Promise<NonNullable<Standing['pending']>> => {
      await quiet();
      const { pending } = await standing(who);
      if (!pending) throw new Error(`Nothing waits in chat ${who.chat}: ${who.phone.shown().at(-1)?.text}`);
      return pending;
    },
  };
}
