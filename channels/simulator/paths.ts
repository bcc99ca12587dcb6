import type { Lang } from './wording.ts';

const base = '/simulator';

/** Every address of the page; the app must be mounted at `/simulator`. */
export const paths = {
  page: (lang: Lang, start?: string) =>
    `${base}?lang=${lang}${start === undefined ? '' : `&start=${encodeURIComponent(start)}`}`,
  asset: (name: string, version: string) => `${base}/assets/${name}?v=${version}`,
  events: (lang: Lang, after: string) => `${base}/events?lang=${lang}&after=${encodeURIComponent(after)}`,
  messages: (chat: string, lang: Lang) => `${base}/${chat}/messages?lang=${lang}`,
  taps: (chat: string, lang: Lang) => `${base}/${chat}/taps?lang=${lang}`,
  start: (chat: string, lang: Lang) => `${base}/${chat}/start?lang=${lang}`,
  contact: (chat: string, lang: Lang) => `${base}/${chat}/contact?lang=${lang}`,
  receipts: (chat: string, lang: Lang) => `${base}/${chat}/receipts?lang=${lang}`,
  media: (chat: string, lang: Lang) => `${base}/${chat}/media?lang=${lang}`,
  picture: (chat: string, externalId: string) => `${base}/${chat}/media/${encodeURIComponent(externalId)}`,
  clock: (lang: Lang) => `${base}/clock?lang=${lang}`,
} as const;
