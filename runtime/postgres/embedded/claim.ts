import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOfProcess } from './process-identity.ts';

/** That this application, and no other, works on a folder. */
export interface Claim {
  release(): Promise<void>;
}

/** Another living application works on a folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

interface Claimant {
  readonly file: string;
  readonly pid: number;
  readonly confirmed: boolean;
}

const ATTEMPTS = 50;

/**
 * Claims `folder`; throws a sentence while another living application has it.
 *
 * Everybody who wants the folder first puts a file of its own there and then looks at the others. Of two, the one
 * whose file came second is sure to see the first, so never do both go on. When both see each other, both step back
 * for a random moment. A file whose process is gone, or whose number belongs to a later process, counts for nothing,
 * which is why nobody has to tidy up after a kill.
 */
export async function claimFolder(folder: string): Promise<Claim> {
  const claims = join(folder, 'owner');
  await mkdir(claims, { recursive: true });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const own = join(claims, `${process.pid}-${randomUUID()}.json`);
    await write(own, false);
    const others = await livingClaimants(claims, own);
    const owner = others.find(({ confirmed }) => confirmed);
    if (others.length === 0) {
      await write(own, true);
      return { release: () => rm(own, { force: true }) };
    }
    await rm(own, { force: true });
    if (owner !== undefined) throw new FolderInUse(`The folder ${folder} is in use by another application (process ${owner.pid}): stop it, or use another folder.`);
    await sleep(10 + Math.random() * 60);
  }
  throw new Error(`The folder ${folder} could not be claimed: others are trying to at the same time. Start one application at a time.`);
}

/** Appears, and changes, in one step: nobody reads half of it. */
async function write(file: string, confirmed: boolean): Promise<void> {
  const draft = join(dirname(dirname(file)), basename(file));
  await writeFile(draft, JSON.stringify({ pid: process.pid, started: await startOfProcess(process.pid), confirmed }));
  await rename(draft, file);
}

async function livingClaimants(claims: string, own: string): Promise<readonly Claimant[]> {
  const files = (await readdir(claims)).map((name) => join(claims, name)).filter((file) => file !== own);
  const claimants = await Promise.all(files.map(claimantOf));
  return claimants.filter((claimant) => claimant !== undefined);
}

/** Who wrote `file`, if it is still alive; what a dead process left is taken away. */
async function claimantOf(file: string): Promise<Claimant | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { pid, started, confirmed } = JSON.parse(text);
  const now = await startOfProcess(pid);
  if (now === started || now === '') return { file, pid, confirmed };
  await rm(file, { force: true });
  return undefined;
}
