import type { Matcher } from './pattern.ts';
import { grammar } from './pattern.ts';

/** What both answers are made of: the work that they are about, and what may stand around it without changing it. */
export const about: ReadonlyMap<string, Matcher> = grammar(
  {
    mod: 'adj | pos',
    np: '(det|yours)* mod* (work|line|car)+ ((and prep?|prep) det* mod* (work|line|car)+)* ((of|prep)? euro? exact euro?)?',
    pointed: 'dem mod* (thing|part)+',
    some: 'it | ref | that | np | pointed',
    obj: 'some | allRef ((prep|of)? some)? | ref allRef',
    named: 'det+ (mod|thing)* (thing|stuff) (thing|stuff|car)? | mod+ thing+',
    any: 'obj | named ((and|prep) (named|np|thing))? | allRef det* mod* thing+',
    cost: 'det* mod* price mod* | det? euro? exact euro?',
    parts: 'det+ mod* thing+ (and det* mod* thing+)?',
    asked: 'please | gladly',
    tail: 'now | soon | thisDay | adv | forMe | prep? forMe | prep (obj|cost) | asQuoted',
    filler: 'signoff+ name* | vocative | name | thanks | please | smile | fill | soft | hesit | emoji',
    opening: 'greet name?',
  },
  undefined,
  true,
);
