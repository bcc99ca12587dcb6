import { setTimeout as pause } from 'node:timers/promises';
import { administrator, type Installation } from './installation.ts';
import type { Line } from './transcript.ts';

/** What customer service does in the panel, through its pages and forms as a browser without scripts uses them. */
export type CustomerService = {
  /** Takes over and sends in one step, from the page as it is now. */
  sends(text: string): Promise<void>;
  handsBack(): Promise<void>;
  /** Waits until the page of the conversation says so. */
  sees(words: string): Promise<void>;
};

const who = 'Petra of customer service, in the panel';
const patienceMs = 20_000;
const lookEveryMs = 50;

/** Signs in to the panel and opens the conversation of a customer. */
export async function openPanel(
  { url, now }: Installation,
  customerName: string,
  tell: (line: Line) => void,
): Promise<CustomerService> {
  const cookie = await signIn(url);
  const read = async (path: string): Promise<string> => {
    const response = await fetch(`${url}${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`The panel answered ${response.status}`);
    return response.text();
  };
  const post = async (path: string, form: Record<string, string>): Promise<void> => {
    const response = await submit(url, path, form, cookie);
    if (response.status !== 303) throw new Error(`The panel did not do it and answered ${response.status}`);
  };
  const page = conversationIn(await read('/admin/conversations'), customerName);
  return {
    sends: async (text) => {
      tell({ at: now(), who, words: text.split('\n') });
      const html = await read(page);
      await post(`${page}/messages`, {
        text,
        idempotencyKey: field(html, 'idempotencyKey'),
        seenMessageId: field(html, 'seenMessageId'),
      });
    },
    handsBack: async () => {
      tell({ at: now(), who, words: ['hands the conversation back'] });
      await post(`${page}/hand-back`, {});
    },
    sees: async (words) => {
      const end = performance.now() + patienceMs;
      while (!(await read(page)).includes(words)) {
        if (performance.now() > end) throw new Error(`Waited in vain for the panel to show "${words}"`);
        await pause(lookEveryMs);
      }
    },
  };
}

function submit(url: string, path: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: url },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
}

async function signIn(url: string): Promise<string> {
  const response = await submit(url, '/admin/sign-in', administrator);
  const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  if (response.status !== 303 || cookies.length === 0) throw new Error(`The sign-in answered ${response.status}`);
  return cookies.join('; ');
}

/** The address of the line in the list that names the customer. */
function conversationIn(list: string, customerName: string): string {
  const links = [...list.matchAll(/href="(\/admin\/conversations\/[0-9a-f-]{36})[^"]*".*?<\/a>/gs)];
  const path = links.find(([line]) => line.includes(customerName))?.[1];
  if (!path) throw new Error(`The panel does not list ${customerName}`);
  return path;
}

function field(html: string, name: string): string {
  const input = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0];
  if (input === undefined) throw new Error(`The page has no field ${name}`);
  return input.match(/value="([^"]*)"/)?.[1] ?? '';
}
