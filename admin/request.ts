import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';

/** No NUL and no half of a surrogate pair: PostgreSQL keeps neither. */
export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/** The fields of a form; several of one name are a list under `name[]`. Throws a 400. */
export async function readForm<Form>(c: Context, schema: z.ZodType<Form>): Promise<Form> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw new HTTPException(415);
  const fields = await c.req.parseBody({ all: true }).catch(() => {
    throw new HTTPException(400);
  });
  const parsed = schema.safeParse(fields);
  if (!parsed.success || !isStorable(JSON.stringify(Object.values(fields)))) throw new HTTPException(400);
  return parsed.data;
}

/** Whether the page's script asks: it wants parts, not pages. */
export function isFromScript(c: Context): boolean {
  return c.req.header('hx-request') === 'true';
}
