import { Hono } from 'hono';
import { createAdmin } from '../../admin/app.tsx';
import { createClientAddress } from '../../admin/auth/client-address.ts';
import { createSignIn, type SignIn } from '../../admin/auth/sign-in.ts';
import { paths } from '../../admin/frame/env.ts';
import type { PanelRefusal } from '../../core/application/panel.ts';
import { EmailTakenError } from '../../core/application/sign-in.ts';
import { as, type GarageId } from '../../core/ids.ts';
import { retriedTransaction } from '../../core/postgres/database.ts';
import type { FeedReader } from '../../core/postgres/feed.ts';
import { createPrivacyActions } from '../../core/postgres/privacy/panel.ts';
import { createAuditQueries } from '../../core/postgres/queries/audit.ts';
import { createPanelQueries } from '../../core/postgres/queries/conversations.ts';
import { createStaffAccounts, signInDatabase } from '../../core/postgres/sign-in.ts';
import { createStaffStore } from '../../core/postgres/staff.ts';
import type { Home } from '../../core/postgres/start.ts';
import { createPanelStore } from '../../core/postgres/store/panel.ts';
import { secretFor } from '../config.ts';
import { errorFacts } from '../process/log.ts';
import { contextFor } from '../turn/context.ts';
import { createPanelActions, type PanelTurn } from '../turn/panel.ts';
import { createStaffActions, type StaffTurn } from '../turn/staff-desk.ts';
import { isFromHere } from '../web/here.ts';
import { createMediaLinks, mediaRoute } from '../web/media.ts';
import { storesOver, type WorkerParts } from './workers.ts';

export type PanelParts = WorkerParts & {
  readonly home: Home;
  readonly reader: FeedReader;
  readonly authSecret: string;
};

export type Panel = {
  readonly app: Hono;
  /** The files that its pages link to; they need no sign-in. */
  readonly media: Hono;
  /** The whole address that makes the first administrator, once; undefined when there is one. */
  readonly setupLink: string | undefined;
  /** Lets administrators into the simulator, and whoever sits at this machine where it is open. */
  guardSimulator(simulator: Hono): Hono;
};

export async function wirePanel(parts: PanelParts): Promise<Panel> {
  const { config, pool, newId, clock, reader, log } = parts;
  const accounts = createStaffAccounts(pool, newId);
  const signIn = createSignIn({
    database: signInDatabase(pool),
    accounts,
    secret: secretFor(parts.authSecret, 'sign-in'),
    publicUrl: config.publicUrl,
    entra: config.entra,
    // Sessions and links use the real time, whatever the simulator skips.
    now: () => new Date(),
  });
  const links = createMediaLinks({ secret: secretFor(parts.authSecret, 'media'), now: () => new Date() });
  await makeFirstAdministrator(signIn, parts);
  const admin = createAdmin({
    queries: createPanelQueries(pool),
    actions: createPanelActions(panelTurn(parts)),
    staff: createStaffActions(staffTurn(parts), {
      addressOf: (token) => `${config.publicUrl}${paths.setup(token)}`,
      now: () => new Date(),
    }),
    audit: createAuditQueries(pool),
    privacy: createPrivacyActions(pool, {
      organisationId: parts.home.organisationId,
      now: () => clock.now(),
      newId,
      onChange: () => parts.notifier.nudge('feed'),
    }),
    feed: reader,
    signIn,
    accounts,
    publicUrl: config.publicUrl,
    now: () => clock.now(),
    linkToFile: links.linkTo,
    newKey: newId,
    clientAddress: createClientAddress(config.trustedProxies),
    onError: (error) => log.error(errorFacts(error), 'a page of the panel failed'),
  });
  const app = new Hono();
  app.route('/', admin);
  return {
    app,
    media: mediaRoute({ media: parts.media, links }),
    setupLink: await signIn.setupLink(),
    guardSimulator: (simulator) => guarded(simulator, signIn, config.simulatorIsOpen),
  };
}

/** Customers and mechanics do not wait for an administrator, so that a failure ends no start. */
async function makeFirstAdministrator(signIn: SignIn, { config, log }: PanelParts): Promise<void> {
  if (!config.firstAdministrator) return;
  const { email, password } = config.firstAdministrator;
  await signIn.createAdministrator({ email, password, name: nameIn(email), language: 'nl' }).catch((error: unknown) => {
    const taken = error instanceof EmailTakenError;
    const why = taken ? 'somebody else who works here signs in with ADMIN_EMAIL' : 'its account could not be made';
    log.error(errorFacts(error), `there is no administrator: ${why}`);
  });
}

function nameIn(email: string): string {
  const [name = email] = email.split(/[@.+]/);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function guarded(simulator: Hono, signIn: SignIn, isOpen: boolean): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (isOpen && isFromHere(c)) return next();
    const staff = await signIn.session(c.req.raw);
    if (staff?.needsSecondFactor) return c.redirect(paths.secondFactor);
    if (staff?.role === 'administrator') return next();
    if (staff) return c.text('The simulator is for administrators only.', 403);
    return c.req.method === 'GET' ? c.redirect(paths.signIn(c.req.path)) : c.text('Sign in first.', 401);
  });
  app.route('/', simulator);
  return app;
}

/**
 * Runs one act of the panel in one transaction, and rolls it back when its answer asks for that.
 */
function panelTurn(parts: PanelParts): PanelTurn {
  return async (who, work) => {
    const { pool, newId, clock, notifier, home } = parts;
    const homeGarageId = who.garageIds[0] ?? as<GarageId>(home.garageId);
    try {
      return await retriedTransaction(pool, async (tx) => {
        const store = storesOver(parts, tx, `panel:${who.staffId}`);
        const context = contextFor(store, clock.now(), newId, { simulated: false, homeGarageId });
        const done = await work({ context, panel: createPanelStore(tx) });
        if ('rollBack' in done) throw new RolledBack(done.rollBack);
        return done;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal;
      throw error;
    } finally {
      for (const queue of ['delivery', 'timer', 'feed', 'inbox'] as const) notifier.nudge(queue);
    }
  };
}

function staffTurn(parts: PanelParts): StaffTurn {
  return async (work) => {
    const { pool, newId, clock, notifier, home } = parts;
    const homeGarageId = as<GarageId>(home.garageId);
    try {
      return await retriedTransaction(pool, async (tx) => {
        const context = contextFor(storesOver(parts, tx, 'staff'), clock.now(), newId, {
          simulated: false,
          homeGarageId,
        });
        return work(createStaffStore(tx, home.organisationId, newId), context);
      });
    } finally {
      for (const queue of ['delivery', 'timer', 'feed', 'inbox'] as const) notifier.nudge(queue);
    }
  };
}

/** Carries an answer out of a transaction that is rolled back. */
class RolledBack extends Error {
  readonly refusal: PanelRefusal;
  constructor(refusal: PanelRefusal) {
    super(`The act was refused: ${refusal.code}`);
    this.refusal = refusal;
  }
}
