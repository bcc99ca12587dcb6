import type { Call } from '../../channels/teams/testing/connector.ts';
import { pause } from '../children.ts';
import { load } from '../load.ts';
import { telegramTap } from '../telegram.ts';
import { waitFor } from '../wait.ts';
import { customerOf, eachHears, eachSees, everybody, type Garage, plateOf } from './garage.ts';
import { conversationOf } from './product.ts';

/** Hears the connector's calls and tells when the card of a conversation was edited to say that the customer approved. */
export type ApprovalWatch = {
  onCall(call: Call): void;
  /** The moment of `performance.now()`. */
  seenAt(conversationId: string): number | undefined;
};

/** Begins with nothing seen. */
export function createApprovalWatch(): ApprovalWatch {
  const seen = new Map<string, number>();
  return {
    onCall: ({ method, path, body }) => {
      if (method !== 'PUT' || !body.includes('Approved at')) return;
      const conversation = decodeURIComponent(/\/conversations\/([^/]+)/.exec(path)?.[1] ?? '');
      if (!seen.has(conversation)) seen.set(conversation, performance.now());
    },
    seenAt: (conversationId) => seen.get(conversationId),
  };
}

/** Every customer approves a quote once; ms from the tap in Telegram to the request that edits the mechanic's card. */
export async function measureDecisions(
  garage: Garage,
  { seenAt }: ApprovalWatch,
  perSecond: number,
): Promise<{ readonly latencies: readonly number[]; readonly lost: number }> {
  const { teams, origin, size } = garage;
  await everybody(garage, (n) => teams.says(n, `quote ${plateOf(n)}: brake pads 286.40`));
  const drafts = await eachSees(garage, ({ choices }) => choices.some(isSend));
  await everybody(garage, (n) => teams.taps(n, drafts[n]?.choices.find(isSend)?.token ?? ''));
  const quotes = await eachHears(garage, ({ buttons }) => buttons.some(isApprove));
  // Cards are drawn once more when their quotes have gone out.
  await pause(2_000);
  const dues: number[] = [];
  await load(
    origin,
    (n, due) => {
      dues.push(due);
      const quote = quotes[n];
      const approve = quote?.buttons.find(isApprove);
      if (!quote || !approve) throw new Error(`Customer ${customerOf(n)} has no quote`);
      return telegramTap(100_000 + n, quote, approve);
    },
    { perSecond, seconds: size / perSecond },
  );
  const latencies = () =>
    dues.flatMap((due, n) => {
      const at = seenAt(conversationOf(n));
      return at === undefined ? [] : [at - due];
    });
  // What is still open then is lost.
  await waitFor(async () => latencies().length === size || undefined).catch(() => undefined);
  return { latencies: latencies(), lost: size - latencies().length };
}

function isSend({ label }: { readonly label: string }): boolean {
  return label.startsWith('Send');
}
function isApprove({ text }: { readonly text: string }): boolean {
  return text.startsWith('Approve');
}
