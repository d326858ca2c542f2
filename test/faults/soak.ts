import process from 'node:process';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../support/cluster.ts';
import { type Arena, inArena, startFaultyCluster } from './arena.ts';
import { type Verdict, verdict } from './harness.ts';
import { type Random, randomFrom } from './random.ts';
import { type Crew, FAULTS } from './soak-faults.ts';
import type { Worker } from './workers.ts';

/**
 * `npm run soak -- --minutes 10 [--seed n]`: faults at random, for as long as one wants. Rounds of about a minute, each on a
 * store of its own, and after each the checker decides. Ends with 1 when it has found something.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('npm run soak -- --minutes 10 --seed 1: both are numbers.');
  process.exit(2);
}

const ROUND_IN_MILLISECONDS = 60_000;
const WORKERS = 3;

console.log(`Soaking for ${minutes} minutes with seed ${seed}.`);
const random = randomFrom(seed);
const end = performance.now() + minutes * 60_000;
const cluster = await startFaultyCluster();
try {
  for (let round = 1; performance.now() < end; round += 1) {
    const findings = await soakRound(cluster, round, Math.min(end, performance.now() + ROUND_IN_MILLISECONDS));
    for (const finding of findings) console.log(`  ${finding}`);
    if (findings.length > 0) process.exitCode = 1;
  }
} finally {
  await cluster.remove();
}
console.log(process.exitCode === 1 ? `Something was found. The seed was ${seed}.` : 'Nothing was found.');

async function soakRound(on: Cluster, round: number, until: number): Promise<Verdict> {
  let found: Verdict = [];
  await inArena(on, async (arena) => {
    const crew = await crewOf(arena, seed + round * 1000);
    const happened = new Map<string, number>();
    while (performance.now() < until) {
      await sleep(200 + random.below(2500));
      const fault = random.pick(FAULTS);
      await fault.happen(arena, crew, random);
      happened.set(fault.name, (happened.get(fault.name) ?? 0) + 1);
    }
    await Promise.all(crew.workers.map((worker) => worker.ready));
    await arena.endAll();
    found = [...arena.crashes().map((text) => `A worker has crashed: ${text}`), ...(await verdict(arena.place, arena.said))];
    const faults = [...happened].map(([name, times]) => `${name}${times === 1 ? '' : ` ${times} times`}`).join(', ');
    console.log(`Round ${round}: ${faults}. ${arena.said.acknowledged.length} commands were acknowledged, ${arena.said.refused} refused, ${arena.said.delivered.size} requests made, ${arena.said.failures.length} failures met: ${found.length === 0 ? 'nothing found.' : `${found.length} findings.`}`);
  });
  return found;
}

async function crewOf(arena: Arena, firstSeed: number): Promise<Crew> {
  let next = firstSeed;
  const hire = (random: Random): Promise<Worker> => arena.worker({ seed: (next += 1), callers: 1 + random.below(6), batchSize: 1 + random.below(50), clockJumps: random.below(4) === 0 ? 3_600_000 : 0 });
  const workers: Worker[] = [];
  for (let index = 0; index < WORKERS; index += 1) workers.push(await hire(random));
  return {
    workers,
    replace: async (gone) => {
      await gone.ended;
      workers.splice(workers.indexOf(gone), 1, await hire(random));
    },
  };
}
