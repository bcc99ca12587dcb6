const units =
  /^(?:mm|cm|m|km|inch|l|ltr|lit(?:er|re)s?|ml|bar|kg|gr|a|ah|v|volt|w|kw|pk|hp|nm|x|stuks?|st|pcs|pieces|jaar|jr|years?|maand(?:en)?|months?|weken|weeks?|dag(?:en)?|days?|uur|uren|hours?|hrs?|min|minuten|minutes|graden|miles|euro|eur|procent|percent|%|°c|°)(?=[\s.,;:!?)]|$)/i;

/** True if a text begins with a unit, so that the number before it is no plate and no price. */
export function startsWithUnit(text: string): boolean {
  return units.test(text);
}
