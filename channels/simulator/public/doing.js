// @ts-check
import { conversation, logOf, one, scrolledUp, tell, textboxOf } from './dom.js';
import { showTime } from './live.js';

const failed = document.body.dataset.failed ?? '';

/* Acts of a person. Each attempt has its own key, which a retry of the same words repeats. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');

/** @param {string} url @param {FormData | URLSearchParams} body @returns {Promise<Record<string, string>>} */
const post = async (url, body) => {
  const response = await fetch(url, { method: 'POST', body, headers: { 'x-requested-with': 'fetch' } }).catch(() => {
    throw new Error(failed);
  });
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? failed);
  return answer;
};

/** Acts of one person arrive in order. @type {Map<string, Promise<boolean>>} */
const queues = new Map();
/** Resolves to true when it arrived. @param {string} chat @param {() => Promise<unknown>} work */
const inOrder = (chat, work) => {
  const next = (queues.get(chat) ?? Promise.resolve(true)).then(work).then(
    () => {
      tell(chat, 'problem', '');
      return true;
    },
    (/** @type {Error} */ error) => {
      tell(chat, 'problem', error.message);
      return false;
    },
  );
  queues.set(chat, next);
  return next;
};

/** The last words that did not arrive, by chat. @type {Map<string, { text: string, key: string }>} */
const unsent = new Map();

/** @param {HTMLElement} region @param {string} url */
const say = (region, url) => {
  const chat = region.id;
  const box = textboxOf(region);
  const text = box.value;
  if (text.trim() === '') return;
  box.value = '';
  scrolledUp.delete(logOf(region));
  const before = unsent.get(chat);
  const key = before?.text === text ? before.key : newKey();
  inOrder(chat, async () => {
    try {
      await post(url, new URLSearchParams({ text, key }));
      unsent.delete(chat);
    } catch (error) {
      unsent.set(chat, { text, key });
      if (box.value === '') box.value = text;
      throw error;
    }
  });
};

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter @param {string} chat */
const tap = (form, submitter, chat) => {
  const body = new URLSearchParams({ key: newKey() });
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value);
  const buttons = [...form.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  return inOrder(chat, () => post(form.action, body)).finally(() => {
    for (const button of buttons) button.disabled = false;
    if (submitter?.isConnected) submitter.focus({ preventScroll: true });
  });
};

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
const skipTime = async (form, submitter) => {
  const said = one('#skipped', HTMLElement);
  try {
    const { text = '' } = await post(
      form.action,
      new URLSearchParams({ minutes: submitter?.getAttribute('value') ?? '' }),
    );
    showTime(text);
    said.textContent = `${said.dataset.skipped} ${text}`;
  } catch (error) {
    if (error instanceof Error) said.textContent = error.message;
  }
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.post === undefined) return;
  event.preventDefault();
  const region = form.closest('[data-chat]');
  const kind = form.dataset.post;
  if (kind === 'clock') void skipTime(form, event.submitter);
  else if (kind === 'follow') void follow(form, event.submitter);
  else if (region instanceof HTMLElement && kind === 'message') say(region, form.action);
  else if (region instanceof HTMLElement) void tap(form, event.submitter, region.id);
});

/**
 * Opens the invitation in the URL, once.
 * @param {HTMLFormElement} form @param {HTMLElement | null} submitter
 */
const follow = async (form, submitter) => {
  const chat = form.dataset.to ?? '';
  const arrived = await tap(form, submitter, chat);
  if (!arrived) return;
  const address = new URL(location.href);
  address.searchParams.delete('start');
  history.replaceState(null, '', address);
  form.closest('.followed')?.remove();
  textboxOf(conversation(chat)).focus();
};

document.addEventListener('keydown', (event) => {
  const field = event.target;
  if (event.key !== 'Enter' || event.isComposing) return;
  if (field instanceof HTMLTextAreaElement && !event.shiftKey) {
    event.preventDefault();
    field.form?.requestSubmit();
  }
  // With several buttons below an input, Enter would press an arbitrary one.
  if (field instanceof HTMLInputElement && (field.form?.querySelectorAll('button').length ?? 0) > 1)
    event.preventDefault();
});

/** The customer whose chat has the newest message; the one with buttons while neither has any. */
const linkedCustomer = () => {
  /** @param {string} chat */
  const newest = (chat) => {
    const entries = conversation(chat).querySelectorAll('[data-order]');
    return Number(entries[entries.length - 1]?.getAttribute('data-order') ?? 0);
  };
  return conversation(newest('customer-text') > newest('customer-buttons') ? 'customer-text' : 'customer-buttons');
};

document.addEventListener('click', (event) => {
  const example = event.target instanceof Element ? event.target.closest('.example') : null;
  if (!(example instanceof HTMLElement)) return;
  const to = example.dataset.to ?? '';
  const region = to === 'customer' ? linkedCustomer() : conversation(to);
  region.scrollIntoView({ block: 'nearest', inline: 'start' });
  const box = textboxOf(region);
  box.value = example.textContent ?? '';
  box.focus();
});

document.addEventListener('change', (event) => {
  const input = event.target;
  const form = input instanceof HTMLInputElement && input.type === 'file' ? input.closest('form') : null;
  const region = form?.closest('[data-chat]');
  if (!(input instanceof HTMLInputElement) || !form || !(region instanceof HTMLElement)) return;
  const [photo] = input.files ?? [];
  input.value = '';
  if (photo === undefined) return;
  const body = new FormData();
  body.set('photo', photo);
  body.set('caption', textboxOf(region).value);
  body.set('key', newKey());
  textboxOf(region).value = '';
  inOrder(region.id, () => post(form.dataset.media ?? '', body));
});
