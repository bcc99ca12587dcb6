import type { BenchServer } from '../database.ts';
import { aim, ratio, say, table } from '../report.ts';
import type { Course, Rates, Size } from './measures.ts';
import { measureOurs } from './ours.ts';
import { installPeers, measurePeer, PEERS } from './peers.ts';

const SIZES: readonly Size[] = [
  { pending: 20_000, lanes: 2_000, held: false },
  { pending: 1_000_000, lanes: 2_000, held: true },
  { pending: 1_000_000, lanes: 100_000, held: false },
];
const QUICK: readonly Size[] = [
  { pending: 20_000, lanes: 2_000, held: true },
  { pending: 50_000, lanes: 20_000, held: false },
];
const COURSE: Course = { workers: 4, batch: 200, seconds: 4 };

/** The peers with the product's record are a comparison at the small size only: filling a large one takes too long. */
const MOST_RECORDED = 20_000;
const RECORDED = ', keeping the same record';

type Measured = { readonly who: string; readonly size: Size; readonly rates: Rates };

/** (a) Enqueue and settle in order per conversation, at several sizes, beside two queues that other people made. */
export async function benchPipeline(server: BenchServer, quick: boolean): Promise<void> {
  say('## (a) Pipeline: messages a second, in order per conversation\n');
  say(`${COURSE.workers} workers, ${COURSE.batch} at once, one message per lane and wave.\n`);
  const withPeers = await installPeers();
  const all: Measured[] = [];
  for (const size of quick ? QUICK : SIZES) {
    const measured = [
      { who: 'Pitstop Chat', size, rates: await server.withDatabase((url) => measureOurs(url, size, COURSE)) },
    ];
    for (const peer of withPeers ? PEERS : []) {
      const rates = await server.withDatabase((url) => measurePeer(peer, url, size, COURSE, false));
      measured.push({ who: peer, size, rates });
    }
    for (const peer of withPeers && size.pending <= MOST_RECORDED ? PEERS : []) {
      const rates = await server.withDatabase((url) => measurePeer(peer, url, size, COURSE, true));
      measured.push({ who: `${peer}${RECORDED}`, size, rates });
    }
    showSize(size, measured);
    all.push(...measured);
  }
  showAims(all);
}

function showSize({ pending, lanes }: Size, measured: readonly Measured[]): void {
  say(`### ${pending.toLocaleString('en-US')} pending, ${lanes.toLocaleString('en-US')} lanes\n`);
  table(
    [
      '',
      'fill',
      'enqueue',
      'settle',
      'both at once',
      'settle, half held',
      '1 worker',
      '4 workers',
      '1 worker, both at once',
    ],
    measured.map(({ who, rates }) => [
      who,
      rates.fill,
      rates.enqueue,
      rates.settle,
      rates.together,
      rates.held,
      rates.worker,
      rates.workers,
      rates.togetherWorker,
    ]),
  );
}

function showAims(all: readonly Measured[]): void {
  const ours = all.filter(({ who }) => who === 'Pitstop Chat');
  for (const { size, rates } of ours) {
    const peers = all.filter((one) => one.who !== 'Pitstop Chat' && one.size === size);
    const where = `${size.pending.toLocaleString('en-US')} pending, ${size.lanes.toLocaleString('en-US')} lanes`;
    for (const recorded of [false, true]) {
      const rivals = peers.filter(({ who }) => who.endsWith(RECORDED) === recorded);
      for (const name of ['settle', 'together', 'held']) {
        const best = Math.max(...rivals.map((peer) => peer.rates[name] ?? 0));
        const own = rates[name];
        if (own === undefined || best <= 0) continue;
        const beside = `the better peer${recorded ? RECORDED : ''}`;
        aim(`${name} at ${where}: ${ratio(own, best)} ${beside} (2x)`, own >= 2 * best);
      }
    }
  }
  for (const name of ['settle', 'worker']) {
    const rates = ours.flatMap((one) => one.rates[name] ?? []);
    const spread = Math.max(...rates) / Math.min(...rates);
    aim(`${name}: ${spread.toFixed(2)} between the fastest and the slowest size (1.3)`, spread < 1.3);
  }
  say();
}
