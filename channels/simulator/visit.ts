import type { Context } from 'hono';
import type { View } from './bubble.tsx';
import { paths } from './paths.ts';
import { type Person, personAt } from './people.ts';
import { Refusal } from './refusal.ts';
import { isJson } from './request.ts';
import type { Lang } from './wording.ts';

/** What the routes want to know of a request, and the one way in which they say that it is done. */
export type Visit = {
  view(c: Context): View;
  person(c: Context): Person;
  done(c: Context): Response;
};

export type VisitOptions = {
  /** The language of a visitor who has not chosen one. */
  readonly startLang: (acceptLanguage: string | undefined) => Lang;
  /** In which zone times are written out. */
  readonly timeZone: string;
};

/** Reads language and person from the address line. */
export function createVisit({ startLang, timeZone }: VisitOptions): Visit {
  const view = (c: Context): View => {
    const asked = c.req.query('lang');
    const lang = asked === 'nl' || asked === 'en' ? asked : startLang(c.req.header('accept-language'));
    return { lang, timeZone };
  };
  return {
    view,
    person: (c) => {
      const person = personAt(c.req.param('chat') ?? '');
      if (person === undefined) throw new Refusal('unknownChat');
      return person;
    },
    done: (c) => (isFromScript(c) ? c.body(null, 204) : c.redirect(paths.page(view(c).lang), 303)),
  };
}

/** A plain form gets a page as its answer; a script needs no more than the status. */
export function isFromScript(c: Context): boolean {
  return isJson(c) || c.req.header('x-requested-with') === 'fetch';
}
