import { setTimeout as sleep } from 'node:timers/promises';
import { type Arena, onConnection } from './arena.ts';
import type { Random } from './random.ts';
import type { Worker } from './workers.ts';

/** The workers of a soak: one that is ended is replaced. */
export interface Crew {
  readonly workers: Worker[];
  /** Resolves when the new one works. */
  replace(worker: Worker): Promise<void>;
}

export interface Fault {
  readonly name: string;
  /** Over when everything is as it should be again. */
  happen(arena: Arena, crew: Crew, random: Random): Promise<void>;
}

const oneOf = ({ workers }: Crew, random: Random): Worker | undefined => workers[random.below(workers.length)];

export const FAULTS: readonly [Fault, ...Fault[]] = [
  {
    name: 'killed a worker with -9',
    happen: async (_, crew, random) => {
      const victim = oneOf(crew, random);
      victim?.signal('SIGKILL');
      if (victim !== undefined) await crew.replace(victim);
    },
  },
  {
    name: 'ended a worker in order',
    happen: async (_, crew, random) => {
      const leaver = oneOf(crew, random);
      leaver?.signal('SIGTERM');
      if (leaver !== undefined) await crew.replace(leaver);
    },
  },
  {
    name: 'let a worker sleep through its lease',
    happen: async (_, crew, random) => {
      const sleeper = oneOf(crew, random);
      sleeper?.signal('SIGSTOP');
      await sleep(500 + random.below(3000));
      sleeper?.signal('SIGCONT');
    },
  },
  ...(['fast', 'immediate'] as const).map((mode) => ({
    name: `restarted PostgreSQL (${mode})`,
    happen: async ({ cluster }: Arena, _: Crew, random: Random) => {
      await cluster.stop(mode);
      await sleep(random.below(1000));
      await cluster.start();
    },
  })),
  { name: 'cut all connections', happen: async ({ proxy }) => void proxy.cut() },
  {
    name: 'held everything back on the network',
    happen: async ({ proxy }, _, random) => {
      proxy.hold();
      await sleep(random.below(2500));
      if (random.below(2) === 0) proxy.cut();
      proxy.flow();
    },
  },
  {
    name: 'refused new connections',
    happen: async ({ proxy }, _, random) => {
      proxy.refuse(true);
      proxy.cut();
      await sleep(random.below(1500));
      proxy.refuse(false);
    },
  },
  {
    name: 'ended those who listen',
    happen: async ({ sql }) => void (await sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE '%listen%' AND pid <> pg_backend_pid()")),
  },
  {
    name: 'ended some backends',
    happen: async ({ sql }) => void (await sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stormwright' AND random() < 0.4")),
  },
  {
    name: 'left a transaction idle',
    happen: ({ place }, _, random) =>
      onConnection(place.url, async (client) => {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        await client.query(`SELECT count(*), pg_current_xact_id() FROM "${place.schema}".events`);
        await sleep(random.below(2500));
      }),
  },
];
