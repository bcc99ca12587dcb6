import { parseArgs } from 'node:util';
import { startBenchServer } from './database.ts';
import { benchFanout } from './fanout/fanout.ts';
import { benchInbound } from './inbound/inbound.ts';
import { describeMachine } from './machine.ts';
import { benchMemory } from './memory.ts';
import { benchPipeline } from './pipeline/pipeline.ts';
import { benchReply } from './reply/reply.ts';
import { say } from './report.ts';
import { benchTeams } from './teams/teams.ts';
import { benchUnderstanding } from './understanding/understanding.ts';
import { benchWord } from './word.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', default: 'a,b,c,d,e,f,g,h' }, quick: { type: 'boolean', default: false } },
});
const wanted = new Set(values.only.split(',').map((one) => one.trim()));
const { quick } = values;

const server = await startBenchServer();
const parts = {
  a: () => benchPipeline(server, quick),
  b: () => benchInbound(server, quick),
  c: () => benchWord(server, quick),
  d: () => benchFanout(server, quick),
  e: () => benchMemory(quick),
  f: () => benchReply(server, quick),
  g: () => benchUnderstanding(quick),
  h: () => benchTeams(server, quick),
};
try {
  say('# Performance\n');
  describeMachine(server.version);
  say();
  for (const [name, measure] of Object.entries(parts)) {
    if (!wanted.has(name)) continue;
    // A figure that could not be had is no reason to lose the others.
    await measure().catch((error: Error) => say(`(${name}) could not be measured: ${error.message}\n`));
  }
} finally {
  await server.stop();
}
