import { HTTPException } from 'hono/http-exception';
import { as, type ConversationId } from '../../core/ids.ts';
import { admin } from '../frame/env.ts';
import { actRoutes } from './acts.tsx';
import { type InboxDeps, inboxPage, oneConversation } from './draw.tsx';
import { ListPart, ThreadParts } from './page.tsx';
import { idIn, lookOfRequest, readList, readShown } from './read.ts';

/** The list of conversations and one conversation. */
export function inboxRoutes(deps: InboxDeps) {
  const { queries } = deps;
  return admin
    .createApp()
    .get('/', async (c) => c.html(await inboxPage(c, deps, undefined, deps.feed.position())))
    .get('/live', async (c) => {
      const shown = c.req.query('shown');
      const list = await readList(c, queries, lookOfRequest(c), shown ? as<ConversationId>(shown) : undefined);
      return c.html(<ListPart {...list} />);
    })
    .get(oneConversation, async (c) => {
      const cursor = deps.feed.position();
      const shown = await readShown(c, queries, idIn(c), lookOfRequest(c));
      if (!shown) throw new HTTPException(404);
      return c.html(await inboxPage(c, deps, shown, cursor));
    })
    .get(`${oneConversation}/live`, async (c) => {
      const look = lookOfRequest(c);
      const shown = await readShown(c, queries, idIn(c), look);
      if (!shown) throw new HTTPException(404);
      return c.html(<ThreadParts list={{ ...c.var, ...look }} shown={shown} />);
    })
    .route('/', actRoutes(deps));
}
