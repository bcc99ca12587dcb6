import type { Hono } from 'hono';
import { createSimulatorApp } from '../../channels/simulator/app.tsx';
import { hasRealAccount } from '../../core/postgres/start.ts';
import { newestInvitation } from '../../core/postgres/store/invitations.ts';
import { languageOf } from '../wording/format.ts';
import { type Channels, receiveFor } from './channels.ts';
import type { Panel } from './panel.ts';
import type { WorkerParts } from './workers.ts';

/** Returns the simulator's page by the path that it is mounted at; nothing without a simulator. */
export function wireSimulatorPage(
  { config, pool, secret, clock, notifier, receiver, newId }: WorkerParts,
  { simulator, playPath }: Channels,
  { guardSimulator }: Panel,
): readonly (readonly [path: string, page: Hono])[] {
  if (!simulator || playPath === undefined) return [];
  const page = createSimulatorApp({
    store: simulator.store,
    receive: (profile) => receiveFor(receiver.receive, simulator.accountOf(profile)),
    newestInvitation: (profile) => newestInvitation(pool, simulator.accountOf(profile), secret, clock.now()),
    clock: {
      now: () => clock.now(),
      // A real customer's week must not pass in a second.
      mayMove: async () => config.clockMoves && (config.rehearsal ?? !(await hasRealAccount(pool))),
      skip: async (ms) => {
        await clock.skip(ms);
        notifier.nudge('timer');
      },
    },
    panelUrl: '/admin/',
    startLang: (accepted) => languageOf(accepted, 'en'),
    newId,
  });
  return [[playPath, guardSimulator(page)]];
}
