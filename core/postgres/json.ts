const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Turns the moments that JSON keeps as text back into dates. Only for data without people's words in it. */
export function revive<T>(value: unknown): T {
  return reviveAny(value) as T;
}

function reviveAny(value: unknown): unknown {
  if (typeof value === 'string') return isoMoment.test(value) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map(reviveAny);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reviveAny(inner)]));
}
