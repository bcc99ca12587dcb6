import { buttonsOn, type CardNode, wordsOn } from '../../channels/teams/testing/connector.ts';
import { load } from '../load.ts';
import { type Garage, isLift } from './garage.ts';
import { conversationOf } from './product.ts';

/** Latencies in ms of taps that were answered with the card after them, and how many were answered otherwise. */
export type Tapped = {
  readonly latencies: readonly number[];
  /** "Working on it": the turn was not over in time. */
  readonly working: number;
  /** No answer, or one without the card after the tap. */
  readonly failed: number;
};

/** Mechanics take turns to put their cars on the lift and off again, each by the button of the newest card. */
export function createTapping({ teams, size }: Garage) {
  /** By mechanic, from the answer to the tap before. */
  const next = new Map<number, string>();
  // Whoever was not answered with a card looks at the one in the chat, which is edited to the same.
  const tokenOf = (n: number): string => next.get(n) ?? liftToken(teams.shown(conversationOf(n)).flatMap(choicesOf));
  return async (origin: string, run: { readonly perSecond: number; readonly seconds: number }): Promise<Tapped> => {
    const used = new Map<number, string>();
    const [working, refused] = [new Set<number>(), new Set<number>()];
    const { latencies, failed } = await load(
      origin,
      (n) => {
        const token = tokenOf(n % size);
        used.set(n, token);
        next.delete(n % size);
        return teams.taps(n % size, token);
      },
      run,
      (n, body) => {
        const card = cardIn(body);
        const token = card && liftToken(buttonsOn(card));
        if (token && token !== used.get(n)) next.set(n % size, token);
        else if (card && wordsOn(card).some((words) => words.includes('Working on it'))) working.add(n);
        else refused.add(n);
      },
    );
    return { latencies, working: working.size, failed: failed + refused.size };
  };
}

type Choices = ReturnType<typeof buttonsOn>;

function choicesOf({ choices }: { readonly choices: Choices }): Choices {
  return choices;
}

function liftToken(choices: Choices): string {
  return choices.findLast(isLift)?.token ?? '';
}

function cardIn(body: string): CardNode | undefined {
  const { statusCode, value } = JSON.parse(body);
  return statusCode === 200 ? value : undefined;
}
