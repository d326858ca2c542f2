import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canEnter, makePrivateFolder } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Where root keeps data that PostgreSQL, which is not root, could not reach in the folder asked for. */
const REACHABLE_BY_ALL = '/var/lib/stormwright';

export const USER = 'storm';

/**
 * The data of the embedded PostgreSQL in `folder`, made if there are none. They are made beside their place and moved
 * there when complete: what was interrupted half way is thrown away and begun again. The folder has been claimed.
 */
export async function prepareData(folder: string, account: Account | undefined, binaries: Binaries): Promise<string> {
  const place = join(folder, 'data');
  await removeDeadLink(place);
  await removeDrafts(folder);
  if (await stat(place).catch(() => undefined)) return realpath(place);
  const home = await homeFor(folder, account);
  await removeDrafts(home);
  const draft = join(home, `data.draft-${randomUUID()}`);
  await makePrivateFolder(draft, account);
  await initialise(draft, folder, account, binaries);
  if (home === folder) await rename(draft, place);
  else await moveOutside(draft, home, place);
  return realpath(place);
}

/** The password of the one user there is. Only we can read it. */
export async function passwordOf(folder: string): Promise<string> {
  return readFile(join(folder, 'password'), 'utf8');
}

async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    // An `initdb` that outlived its application may still be writing there: what stays now goes the next time.
    if (name.startsWith('data.draft-')) await rm(join(home, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}

/** Data that were kept elsewhere and are gone. */
async function removeDeadLink(place: string): Promise<void> {
  const link = await lstat(place).catch(() => undefined);
  const there = await stat(place).catch(() => undefined);
  if (link !== undefined && there === undefined) await rm(place);
}

async function homeFor(folder: string, account: Account | undefined): Promise<string> {
  // Our own folder may be passed through by all: nobody can list it, and what is in it is closed by itself.
  if (account !== undefined) await chmod(folder, (await stat(folder)).mode | 0o011);
  if (await canEnter(account, folder)) return folder;
  const home = join(REACHABLE_BY_ALL, createHash('sha256').update(await realpath(folder)).digest('hex').slice(0, 16));
  try {
    await mkdir(home, { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new Error(`PostgreSQL does not run as root, and as another user it cannot reach ${folder} because a folder above it is closed: start as a normal user, move the project, or set DATABASE_URL.`, { cause });
  }
  return home;
}

/** Under a name of its own; the link is what makes it ours. */
async function moveOutside(draft: string, home: string, place: string): Promise<void> {
  const outside = join(home, `postgres-${randomUUID()}`);
  await rename(draft, outside);
  await symlink(outside, place);
}

async function initialise(draft: string, folder: string, account: Account | undefined, binaries: Binaries): Promise<void> {
  const password = randomBytes(24).toString('hex');
  await rm(join(folder, 'password'), { force: true });
  await writeFile(join(folder, 'password'), password, { mode: 0o600 });
  // `initdb` runs as the account, which cannot read our file: it gets one that is gone again before it matters.
  const handed = `${draft}.password`;
  await writeFile(handed, password, { mode: 0o600 });
  if (account !== undefined) await chown(handed, account.uid, account.gid);
  const options = ['--no-sync', '--no-locale', '-E', 'UTF8', '-U', USER, '--auth=scram-sha-256', `--pwfile=${handed}`, '-D', draft];
  try {
    await promisify(execFile)(binaries.initdb, options, { cwd: draft, env: binaries.env, ...account });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new Error(`The embedded PostgreSQL could not be set up in ${folder}. It said: ${said || String(cause)}. Where this cannot be helped, set DATABASE_URL.`, { cause });
  } finally {
    await rm(handed, { force: true });
  }
}
