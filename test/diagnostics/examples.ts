import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { catalogue, type Code } from '../../generator/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { compileFiles, compileProject } from '../../generator/project.ts';
import { createTimings } from '../../generator/timings.ts';

/** Models that show what a code is about: a folder a code, `wrong.yaml` and `mended.yaml`, beside them what they include. */
const FOLDER = join(import.meta.dirname, 'catalogue');

/** A mistake that lies outside a model: what brings it about, in words and on disk. */
interface Situation {
  readonly words: string;
  readonly mended: string;
  make(folder: string): void;
  readonly files: readonly string[];
}

const SOUND = 'model: Shop\n';
const put = (folder: string, path: string, content: string | Buffer): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

const SITUATIONS: { readonly [code: string]: Situation } = {
  'file-not-found': { words: 'A file is checked that does not exist: `npm run check -- model/bnak.yaml`.', mended: 'Name the file as it is called: `npm run check -- model/bank.yaml`.', make: () => {}, files: ['model/bnak.yaml'] },
  'not-a-file': { words: 'A folder is named where a file belongs: `npm run check -- model`.', mended: 'Name a file, or none for all of them: `npm run check`.', make: (folder) => mkdirSync(join(folder, 'model')), files: ['model'] },
  'file-not-readable': { words: 'The file is a link that leads back to itself, or belongs to somebody else.', mended: 'Put the model itself in its place, or let its owner give you the right to read it.', make: (folder) => symlinkSync('bank.yaml', join(folder, 'bank.yaml')), files: ['bank.yaml'] },
  'file-too-large': {
    words: 'The file has more than four megabytes: it is most likely something else.',
    mended: 'Take out what is no part of the model.',
    make: (folder) => {
      put(folder, 'bank.yaml', SOUND);
      truncateSync(join(folder, 'bank.yaml'), 5_000_000);
    },
    files: ['bank.yaml'],
  },
  'not-utf-8': { words: 'The file was saved as UTF-16, as some Windows programs do when they say “Unicode”.', mended: 'Save it again, and choose UTF-8.', make: (folder) => put(folder, 'bank.yaml', Buffer.from(`\uFEFF${SOUND}`, 'utf16le')), files: ['bank.yaml'] },
  'file-of-no-model': {
    words: 'There is `model/types.yaml` without the key `model:`, and no model names it under `includes`.',
    mended: 'Name it in the model it belongs to, for example `includes: [types.yaml]` in `model/shop.yaml`.',
    make: (folder) => {
      put(folder, 'model/shop.yaml', SOUND);
      put(folder, 'model/types.yaml', 'types:\n  Price: { is: decimal, digits: 2 }\n');
    },
    files: [],
  },
  'two-models-with-one-name': {
    words: 'There are `model/shop.yaml` and `model/old/shop.yaml`, and both would be written to `generated/shop`.',
    mended: 'Call one of the files otherwise, for example `model/old/first-shop.yaml`.',
    make: (folder) => {
      put(folder, 'model/shop.yaml', SOUND);
      put(folder, 'model/old/shop.yaml', SOUND);
    },
    files: [],
  },
};

export interface Example {
  readonly code: Code;
  /** Words for what no model shows. */
  readonly situation: { readonly words: string; readonly mended: string } | undefined;
  readonly wrong: string;
  readonly mended: string;
  /** All that is found with the wrong model. */
  readonly found: readonly Diagnostic[];
  readonly foundMended: readonly Diagnostic[];
}

export const codes: readonly Code[] = Object.keys(catalogue).filter(isCode);

function isCode(name: string): name is Code {
  return Object.hasOwn(catalogue, name);
}

/** The folders there are, whether or not they are called like a code. */
export function exampleFolders(): readonly string[] {
  return readdirSync(FOLDER).sort();
}

export function folderOf(code: string): string {
  return join(FOLDER, code);
}

export function hasExample(code: Code): boolean {
  return SITUATIONS[code] !== undefined || exampleFolders().includes(code);
}

export function exampleOf(code: Code): Example {
  const situation = SITUATIONS[code];
  if (situation !== undefined) return { code, situation, wrong: '', mended: '', found: inSituation(situation), foundMended: [] };
  const read = (name: string): string => readFileSync(join(FOLDER, code, name), 'utf8');
  return { code, situation: undefined, wrong: read('wrong.yaml'), mended: read('mended.yaml'), found: mistakesIn(code, 'wrong.yaml'), foundMended: mistakesIn(code, 'mended.yaml') };
}

function mistakesIn(code: string, file: string): readonly Diagnostic[] {
  return compileFiles([file], join(FOLDER, code), createTimings()).diagnostics;
}

function inSituation({ make, files }: Situation): readonly Diagnostic[] {
  const folder = mkdtempSync(join(tmpdir(), 'stormwright-'));
  try {
    make(folder);
    return (files.length === 0 ? compileProject(folder, createTimings()) : compileFiles(files, folder, createTimings())).diagnostics;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
