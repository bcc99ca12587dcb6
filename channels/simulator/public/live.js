// @ts-check
import { conversation, logOf, one, tell, toNewest } from './dom.js';
import { watch } from './reading.js';

/* What the stream brings. */
/** @param {string} chat @param {string} html */
const draw = (chat, html) => {
  const region = conversation(chat);
  const log = logOf(region);
  const list = one('ol', HTMLOListElement, log);
  const template = document.createElement('template');
  template.innerHTML = html;
  const entry = template.content.firstElementChild;
  if (!(entry instanceof HTMLElement)) return;
  const old = document.getElementById(entry.id);
  if (old) {
    // The same message after a reconnect: words that were typed into a card stay.
    if (old.outerHTML === entry.outerHTML) return;
    old.replaceWith(entry);
  } else {
    const order = Number(entry.dataset.order);
    const next = [...list.children].find((each) => each instanceof HTMLElement && Number(each.dataset.order) > order);
    list.insertBefore(entry, next ?? null);
    const tab = document.querySelector(`.tabs a[href="#${chat}"]`);
    if (!tab?.hasAttribute('aria-current')) tab?.classList.add('new');
  }
  if (entry.dataset.id) watch.observe(entry);
  toNewest(log);
};

/** @param {string} text */
export const showTime = (text) => {
  const clock = one('#now', HTMLElement);
  if (clock.textContent !== text) clock.textContent = text;
};

const lost = one('.lost', HTMLElement);
let address = document.body.dataset.events ?? '';
/** @type {EventSource | undefined} */
let stream;
export const connect = () => {
  const source = new EventSource(address);
  stream = source;
  source.addEventListener('open', () => lost.replaceChildren());
  source.addEventListener('entry', ({ data }) => {
    const { chat, html } = JSON.parse(data);
    draw(chat, html);
  });
  source.addEventListener('notice', ({ data }) => {
    const { chat, text } = JSON.parse(data);
    tell(chat, 'passing', text);
  });
  source.addEventListener('clock', ({ data }) => showTime(JSON.parse(data).text));
  source.addEventListener('seen', ({ lastEventId }) => {
    const next = new URL(address, location.href);
    next.searchParams.set('after', lastEventId);
    address = next.href;
  });
  source.addEventListener('error', () => {
    lost.textContent = lost.dataset.lost ?? '';
    // The browser reconnects after a cut, but gives up after an answer that is an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => source === stream && connect(), 2000);
  });
};
export const disconnect = () => {
  stream?.close();
  stream = undefined;
};
