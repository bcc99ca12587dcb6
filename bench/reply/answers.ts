import type { SentMessage } from '../bot-api.ts';

/** What became of the questions of one run; latencies in ms. */
export type Answered = { readonly latencies: readonly number[]; readonly lost: number; readonly surplus: number };

/** Joins replies to questions: the messages of a chat go in order, so its first reply belongs to its first question. */
export type Answers = {
  /** A customer asks; `due` and the moment of a message are both of `performance.now()`. */
  asked(chat: number, due: number): void;
  came(message: SentMessage): void;
  /** Questions without a reply as yet. */
  open(): number;
  /** Ends a run: what is open is lost, and the next run begins with nothing. */
  end(): Answered;
};

/** Only what tells the state of a repair counts as a reply, so that an apology is none. */
function isReply({ text }: SentMessage): boolean {
  return text.includes('Right now');
}

/** Begins with no question asked. */
export function createAnswers(): Answers {
  const asked = new Map<number, number[]>();
  let latencies: number[] = [];
  let surplus = 0;
  const open = (): number => [...asked.values()].reduce((sum, dues) => sum + dues.length, 0);
  return {
    open,
    asked: (chat, due) => void asked.set(chat, [...(asked.get(chat) ?? []), due]),
    came: (message) => {
      if (!isReply(message)) return;
      const due = asked.get(message.chat)?.shift();
      if (due === undefined) surplus++;
      else latencies.push(message.at - due);
    },
    end: () => {
      const answered = { latencies, lost: open(), surplus };
      asked.clear();
      [latencies, surplus] = [[], 0];
      return answered;
    },
  };
}
