// @ts-check
/**
 * Keeps the simulator's page live: sends typed words and taps, and shows what the stream brings. The
 * server draws every message as HTML, so a message is drawn in one place only.
 */
import { conversations, logOf, one, toNewest } from './dom.js';
import { connect, disconnect } from './live.js';
import { inView, watch } from './reading.js';
import './doing.js';

for (const region of conversations) {
  toNewest(logOf(region));
  inView.observe(region);
  for (const entry of region.querySelectorAll('[data-id]')) watch.observe(entry);
}
// Browsers open few connections to one host, so a window in the background closes its stream and
// catches up later.
document.addEventListener('visibilitychange', () => {
  disconnect();
  if (document.visibilityState === 'visible') connect();
});
addEventListener('pagehide', disconnect);
addEventListener('pageshow', (event) => event.persisted && connect());
connect();

/* The explanation takes the room of the chats on a small screen, so there it opens on demand. */
const steps = one('.steps', HTMLDetailsElement);
const remembered = localStorage.getItem('simulator-steps');
steps.open =
  remembered === null ? matchMedia('(min-width: 60rem) and (min-height: 40rem)').matches : remembered === 'open';
steps.addEventListener('toggle', () => localStorage.setItem('simulator-steps', steps.open ? 'open' : 'closed'));
