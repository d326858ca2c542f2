import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../runtime/postgres/embedded.ts';
import { claimFolder } from '../runtime/postgres/embedded/claim.ts';
import { endSurvivors } from '../runtime/postgres/embedded/survivors.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whoever connects to this port of 127.0.0.1 is told the URL of the run's PostgreSQL. */
    readonly postgresPort: number;
  }
}

const PREFIX = 'stormwright-test-postgres-';

/**
 * One embedded PostgreSQL for a whole run, started when the first test asks for it: a run that needs none does not
 * wait for one.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  let postgres: Promise<EmbeddedPostgres> | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    postgres ??= startEmbeddedPostgres({ folder }).finally(removeLeftovers);
    postgres.then(
      ({ url }) => socket.end(url),
      (error: unknown) => socket.end(String(error)),
    );
  });
  project.provide('postgresPort', await listening(server));
  return async () => {
    server.close();
    await (await postgres?.catch(() => undefined))?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}

/** What runs have left behind that were killed before they could stop their server. */
async function removeLeftovers(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((each) => each.startsWith(PREFIX))) {
    const folder = await realpath(join(tmpdir(), name)).catch(() => undefined);
    const claim = folder === undefined ? undefined : await claimFolder(folder).catch(() => undefined);
    if (folder === undefined || claim === undefined) continue;
    await endSurvivors(join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  }
}
