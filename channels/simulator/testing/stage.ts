import { createSimulatorApp, type SimulatorAppOptions } from '../app.tsx';
import { createSimulatorChannel } from '../channel.ts';
import { createEchoBot } from './echo-bot.ts';
import { createMemoryStore } from './memory-store.ts';

/** The page over a memory store with an echo bot, on a clock that moves only on demand. */
export function createStage(options: Partial<SimulatorAppOptions> = {}) {
  const store = options.store ?? createMemoryStore();
  let ids = 0;
  const newId = () => `id-${++ids}`;
  let time = Date.UTC(2026, 10, 23, 13, 3);
  const clock = {
    now: () => new Date(time),
    skip: async (ms: number) => {
      time += ms;
    },
  };
  const common = { store, now: clock.now, newId };
  const channels = {
    buttons: createSimulatorChannel({ ...common, profile: 'buttons' }),
    text: createSimulatorChannel({ ...common, profile: 'text' }),
  };
  const bot = createEchoBot(channels);
  const app = createSimulatorApp({
    store,
    receive: bot.receive,
    newestInvitation: async () => 'newest-token',
    clock,
    panelUrl: '/admin/',
    startLang: (accepted) => (accepted?.startsWith('nl') ? 'nl' : 'en'),
    newId,
    ...options,
  });
  return { app, store, channels, clock, received: bot.received };
}
