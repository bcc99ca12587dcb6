// @ts-check
import { conversation, one } from './dom.js';

/* Reading: a message counts as read once it was on screen in a window that is in front. */
/** @type {Map<string, Set<string>>} */
const unreported = new Map();
/** @type {Set<string>} */
const reported = new Set();
const report = () => {
  if (document.visibilityState === 'hidden') return;
  for (const [chat, ids] of unreported) {
    const externalIds = [...ids].slice(0, 100);
    for (const id of externalIds) ids.delete(id);
    if (externalIds.length === 0) continue;
    const url = one('.composer', HTMLFormElement, conversation(chat)).dataset.receipts ?? '';
    const body = JSON.stringify({ externalIds });
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }).catch(() => {
      for (const id of externalIds) ids.add(id);
    });
  }
};
/** Tells the network once that a message came on screen. */
export const watch = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting || !(target instanceof HTMLElement)) continue;
    watch.unobserve(target);
    // An edit may have replaced it meanwhile; its replacement is watched by itself.
    const chat = target.closest('[data-chat]')?.id;
    if (!chat) continue;
    const id = target.dataset.id ?? '';
    if (reported.has(`${chat} ${id}`)) continue;
    reported.add(`${chat} ${id}`);
    unreported.set(chat, (unreported.get(chat) ?? new Set()).add(id));
  }
  report();
});
setInterval(report, 2000);

/* On a narrow screen the tabs show which chat is in view, and which has something new. */
/** Watches which chat fills a narrow screen. */
export const inView = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      const tab = document.querySelector(`.tabs a[href="#${target.id}"]`);
      if (isIntersecting) {
        tab?.setAttribute('aria-current', 'true');
        tab?.classList.remove('new');
      } else tab?.removeAttribute('aria-current');
    }
  },
  { threshold: 0.6 },
);
