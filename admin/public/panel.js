// @ts-check
/**
 * Keeps the inbox live: when the stream names a conversation, the parts that show it are reloaded in
 * place; focus, scroll position and typed words stay. Everything here is optional: the pages also
 * work as plain links and forms.
 */
const live = document.getElementById('live');
const lost = /** @type {HTMLElement} */ (document.querySelector('.bar .lost'));
const composer = /** @type {HTMLFormElement | null} */ (document.getElementById('composer'));
const box = composer?.querySelector('textarea') ?? undefined;

/** @param {string} id */
const refresh = (id) => document.getElementById(id)?.dispatchEvent(new CustomEvent('refresh'));

/* The stream. */
/** A heartbeat comes every 15 s; a connection that is silent for so long is dead. */
const silence = 40_000;
let heardAt = Date.now();
/** @type {{ reader: ReadableStreamDefaultReader | null } | undefined} */
let connection;

const alive = () => {
  heardAt = Date.now();
  lost.textContent = '';
};
if (live) {
  live.addEventListener('changed', (event) => {
    const { data } = /** @type {CustomEvent} */ (event).detail;
    /** @type {{ conversations: string[] }} */
    const { conversations } = JSON.parse(data);
    refresh('refresh-list');
    if (live.dataset.shown && conversations.includes(live.dataset.shown)) refresh('refresh-thread');
  });
  live.addEventListener('reload', () => location.reload());
  live.addEventListener('alive', alive);
  live.addEventListener('htmx:sse:after:connection', (event) => {
    connection = /** @type {CustomEvent} */ (event).detail.connection;
    alive();
  });
  live.addEventListener('htmx:sse:error', (event) => gone(/** @type {CustomEvent} */ (event).detail.status));
  // htmx reconnects at once after an end by the server; this handles a failed reconnect.
  live.addEventListener('htmx:error', () => {
    gone(undefined);
    setTimeout(() => live.dispatchEvent(new CustomEvent('again')), 2000);
  });
  setInterval(() => {
    if (document.hidden) heardAt = Date.now();
    else if (Date.now() - heardAt > silence) connection?.reader?.cancel();
    // Ages in minutes grow without any event.
    refreshClocks();
  }, 5000);
}
let clockAt = Date.now();
/** Links to files work for at least an hour; an open page gets new ones well before that. */
const linksLast = 30 * 60_000;
let linkedAt = Date.now();
const refreshClocks = () => {
  if (document.hidden || Date.now() - clockAt < 60_000) return;
  clockAt = Date.now();
  refresh('refresh-list');
  if (Date.now() - linkedAt < linksLast) return;
  linkedAt = Date.now();
  refresh('refresh-thread');
};

/** @param {number | undefined} status */
const gone = (status) => {
  if (status === 401 || status === 403) return location.reload();
  lost.textContent = lost.dataset.lost ?? '';
};
document.addEventListener('htmx:response:error', (event) => {
  const { status } = /** @type {CustomEvent} */ (event).detail.ctx.response;
  if (status === 401 || status === 403) location.reload();
  else if (status >= 500 || status === 404) lost.textContent = lost.dataset.failed ?? '';
});
document.addEventListener('htmx:error', ({ target }) => {
  if (target instanceof HTMLFormElement) lost.textContent = lost.dataset.failed ?? '';
});

/* The messages: whoever reads the newest goes on seeing the newest. */
let atNewest = true;
const log = () => document.getElementById('log');
const toNewest = () => {
  const shown = log();
  if (shown && atNewest) shown.scrollTop = shown.scrollHeight;
};
const first = log();
if (first) {
  toNewest();
  const noted = () => {
    atNewest = first.scrollHeight - first.scrollTop - first.clientHeight < 80;
  };
  first.addEventListener('scroll', noted, { passive: true });
  new MutationObserver(toNewest).observe(first, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(toNewest).observe(first);
}

/* The line to write in. */
if (composer && box) {
  const draft = `draft-${composer.dataset.writer}-${composer.dataset.conversation}`;
  if (box.value === '') box.value = sessionStorage.getItem(draft) ?? '';
  const length = document.getElementById('composer-length');
  const most = Number(box.dataset.most);
  // Nothing is cut off: what is too long stays, and says by how much.
  const measure = () => {
    const over = box.value.length - most;
    const words = over > 0 ? (box.dataset.tooLong ?? '').replace('{over}', String(over)) : '';
    box.setCustomValidity(words);
    if (length && length.textContent !== words) length.textContent = words;
  };
  measure();
  box.addEventListener('input', () => {
    sessionStorage.setItem(draft, box.value);
    measure();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (box.value.trim() !== '') composer.requestSubmit();
  });
  composer.addEventListener('message-sent', () => {
    box.value = '';
    measure();
    sessionStorage.removeItem(draft);
    atNewest = true;
    toNewest();
    box.focus();
  });
}

/* The time of an answer by phone: that of opening the form, until somebody fills it in. */
const filledIn = new WeakSet();
document.addEventListener('input', ({ target }) => {
  const form = target instanceof HTMLElement && target.closest('.decide form');
  if (form) filledIn.add(form);
});
/** @param {HTMLDetailsElement} decide */
const setMoment = async (decide) => {
  const form = decide.querySelector('form');
  const field = /** @type {HTMLInputElement | null} */ (decide.querySelector('input[name="spokenAt"]'));
  if (!form || !field || filledIn.has(form)) return;
  const response = await fetch(field.dataset.now ?? '').catch(() => undefined);
  const moment = response?.ok ? await response.text() : '';
  // Without an answer it stays empty, so that no older time is recorded.
  if (!filledIn.has(form)) field.value = moment;
};
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.matches('.decide') && target.open) void setMoment(target);
  },
  true,
);
setInterval(() => {
  for (const decide of document.querySelectorAll('details.decide'))
    if (decide instanceof HTMLDetailsElement && decide.open && !document.hidden) void setMoment(decide);
}, 20_000);

/* A draft is its writer's: the next person in this tab does not find it. */
document.querySelector('.bar .who')?.addEventListener('submit', () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft-')) sessionStorage.removeItem(key);
});

/* Keys, when nothing is being typed: J and K walk through the list; Escape leaves what is being typed in. */
document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof HTMLElement && target.closest('input, textarea, select')) {
    if (key === 'Escape') target.blur();
    return;
  }
  if (key !== 'j' && key !== 'k') return;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.chat')]);
  const focused = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const from = focused === -1 ? rows.findIndex((row) => row.hasAttribute('aria-current')) : focused;
  const next = rows[Math.min(Math.max(from + (key === 'j' ? 1 : -1), 0), rows.length - 1)];
  next?.focus();
});
