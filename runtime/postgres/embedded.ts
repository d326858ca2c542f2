import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountFor } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { claimFolder, FolderInUse } from './embedded/claim.ts';
import { passwordOf, prepareData, USER } from './embedded/data-folder.ts';
import { runningPort } from './embedded/running-port.ts';
import { startServer } from './embedded/server.ts';
import { endSurvivors } from './embedded/survivors.ts';

/** A PostgreSQL that runs for this process alone. */
export interface EmbeddedPostgres {
  /** For `createPostgresStore` and any other client. Another port each time. */
  readonly url: string;
  /** Shuts the server down and gives the folder free. Close the stores first. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own that keeps its files in `folder`, and whose binaries come with npm.
 *
 * It stands any kill: of the application alone (the server that survives is ended, and what it had committed is
 * there), of everything at once, and in the middle of the first start. Works as root, for which the server runs as
 * another user, and as anybody else. Throws a sentence when another living application uses the folder, and where
 * there are no binaries for this platform.
 */
export async function startEmbeddedPostgres(options: { readonly folder: string }): Promise<EmbeddedPostgres> {
  try {
    await mkdir(options.folder, { recursive: true });
    return await startIn(await realpath(options.folder));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) {
      throw new Error(`The folder ${options.folder} is not ours to write to (${error.message}): start as the user it belongs to, use another folder, or set DATABASE_URL.`, { cause: error });
    }
    throw error;
  }
}

const STARTING_IN_MILLISECONDS = 60_000;
const PAUSE_IN_MILLISECONDS = 50;

/**
 * The PostgreSQL of `folder` for the length of a command: the one that another living application runs there, which is left
 * running, or one that is started, and stopped again.
 */
export async function borrowEmbeddedPostgres(options: { readonly folder: string }): Promise<EmbeddedPostgres> {
  const deadline = performance.now() + STARTING_IN_MILLISECONDS;
  for (;;) {
    try {
      return await startEmbeddedPostgres(options);
    } catch (error) {
      if (!(error instanceof FolderInUse) || performance.now() > deadline) throw error;
    }
    // Whoever has the folder may be about to start its server, or to stop it.
    const port = await runningPort(join(options.folder, 'data'));
    if (port !== undefined) return { url: await urlOf(options.folder, port), stop: async () => {} };
    await sleep(PAUSE_IN_MILLISECONDS);
  }
}

async function urlOf(folder: string, port: number): Promise<string> {
  return `postgres://${USER}:${await passwordOf(folder)}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

async function startIn(folder: string): Promise<EmbeddedPostgres> {
  const claim = await claimFolder(folder);
  try {
    const account = await accountFor(join(folder, 'data'));
    const binaries = await findBinaries(account);
    const data = await prepareData(folder, account, binaries);
    await endSurvivors(data);
    const server = await startServer({ data, log: join(folder, 'server.log'), account, binaries });
    const stop = async (): Promise<void> => {
      await server.stop();
      await claim.release();
    };
    return { url: await urlOf(folder, server.port), stop };
  } catch (error) {
    await claim.release();
    throw error;
  }
}
