import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  observeRequest(method: string, route: string, status: number, ms: number): void;
  text(): Promise<string>;
  readonly contentType: string;
};

/** How much waits where, read from the database when somebody asks. */
export type Backlog = {
  readonly inboxOpen: number;
  readonly inboxDead: number;
  readonly deliveriesOpen: number;
  readonly timersDue: number;
  readonly itemsOpen: number;
};

/** Prometheus text: requests by route, the process itself, and what waits in the queues. */
export function createMetrics(backlog: () => Promise<Backlog>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'pitstop_waiting',
    help: 'What waits in a queue.',
    labelNames: ['queue'],
    registers: [registry],
    async collect() {
      // Metrics must not fail because the database is away; that is what the missing series says.
      const known = await backlog().catch(() => undefined);
      this.reset();
      for (const [queue, count] of Object.entries(known ?? {})) this.set({ queue }, count);
    },
  });
  return {
    observeRequest: (method, route, status, ms) => requests.observe({ method, route, status }, ms / 1000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
