// @ts-check
/** @template {Element} T @param {string} selector @param {new () => T} type @param {ParentNode} [within] @returns {T} */
export const one = (selector, type, within = document) => {
  const found = within.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
};

/** @param {string} chat */
export const conversation = (chat) => one(`[data-chat="${CSS.escape(chat)}"]`, HTMLElement);
export const conversations = [...document.querySelectorAll('[data-chat]')].filter(
  (each) => each instanceof HTMLElement,
);
/** @param {HTMLElement} region */
export const logOf = (region) => one('.log', HTMLElement, region);
/** @param {HTMLElement} region */
export const textboxOf = (region) => one('textarea', HTMLTextAreaElement, region);

/* A log stays at its newest message, unless somebody scrolled up to read. */
/** @type {WeakSet<HTMLElement>} */
export const scrolledUp = new WeakSet();
/** @param {HTMLElement} log */
export const toNewest = (log) => {
  if (!scrolledUp.has(log)) log.scrollTop = log.scrollHeight;
};
for (const region of conversations) {
  const log = logOf(region);
  let last = 0;
  log.addEventListener('scroll', () => {
    const distance = log.scrollHeight - log.scrollTop - log.clientHeight;
    // Only a person moves it up: a log that grows gets farther from its end, but stays where it is.
    if (distance < 120) scrolledUp.delete(log);
    else if (log.scrollTop < last) scrolledUp.add(log);
    last = log.scrollTop;
  });
  // Pictures get their height late, and a window may be resized.
  log.addEventListener('load', () => toNewest(log), true);
  new ResizeObserver(() => toNewest(log)).observe(log);
}

/** @param {string} chat @param {'passing' | 'problem'} kind @param {string} text */
export const tell = (chat, kind, text) => {
  const line = one(`.${kind}`, HTMLElement, conversation(chat));
  line.textContent = text;
  if (kind === 'passing') setTimeout(() => line.textContent === text && line.replaceChildren(), 5000);
};
