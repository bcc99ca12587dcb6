import type { RunningProduct } from './product.ts';

/** Does something on the simulator's page, in English; throws when the product does not take it. */
export async function onSimulator({ origin }: RunningProduct, path: string, body: object): Promise<void> {
  const answer = await fetch(`${origin}/simulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
}
