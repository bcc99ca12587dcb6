import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { type Playground, startPlayground } from '../../../channels/teams/testing/playground.ts';
import { mechanicIn } from '../../people/teams-mechanic.ts';
import { drawCard } from './picture.ts';

/** Draws Adaptive Cards by their names, each into `NAME-light.png` and `NAME-dark.png` of a folder. Needs no bot. */
export async function drawCards(browser: Browser, cards: ReadonlyMap<string, object>, folder: string): Promise<void> {
  const nobody = await startNobody();
  const playground = await startPlayground({ messagesUrl: nobody.url, appId: '00000000-0000-4000-8000-000000000000' });
  const { page } = await mechanicIn(browser, playground.url);
  for (const [name, card] of cards) {
    const shown = await show(playground, page, card);
    for (const theme of ['light', 'dark'] as const)
      await drawCard(shown, { theme, width: 440 }, `${folder}/${name}-${theme}.png`);
  }
  await page.context().close();
  await playground.stop();
  nobody.close();
}

/** Puts a card into the person's chat as a bot would. */
async function show({ serviceUrl, person }: Playground, page: Page, card: object) {
  const cards = page.locator('.ac-adaptiveCard');
  const before = await cards.count();
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
  const response = await fetch(`${serviceUrl}/v3/conversations/a:personal-${person.aadObjectId}/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', attachments }),
  });
  if (!response.ok) throw new Error(`The Playground refused a card: ${response.status} ${await response.text()}`);
  await cards.nth(before).waitFor();
  return cards.nth(before);
}

/** Takes everything and answers nothing, because the Playground wants to talk to somebody. */
async function startNobody(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
