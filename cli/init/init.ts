import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { packageVersion } from '../print-diagnostics.ts';
import { Sentence } from '../sentence.ts';
import { projectPackage } from './project-package.ts';

/** Where each file of a new project comes from. npm packs no file called .gitignore. */
const TEMPLATES = {
  'README.md': 'README.md',
  'tsconfig.json': 'tsconfig.json',
  'tsconfig.build.json': 'tsconfig.build.json',
  '.gitignore': 'gitignore',
  '.github/workflows/ci.yml': 'ci.yml',
} as const;

export interface InitOptions {
  /** What the application is called, in its people's words. */
  readonly title: string | undefined;
  /** What package.json asks for as stormwright: a version, or the path of a packed one. */
  readonly packageSpec: string | undefined;
  /** Whether nothing is asked, also at a terminal. */
  readonly yes: boolean;
}

/** Makes a small project in the current folder; all of it, or nothing when a file is in the way. Returns the exit code. */
export async function init(wanted: string | undefined, options: InitOptions): Promise<number> {
  const name = wanted ?? (await asked('What is the model called, as a file?', nameLike(basename(process.cwd())), options.yes));
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) {
    throw new Sentence(`${JSON.stringify(name)} can not be the name of a model: it must be small letters and digits, with a - between words, like ${nameLike(name)}.`, 2);
  }
  const title = options.title ?? (await asked('And among people?', titleOf(name), options.yes));
  if (!/^[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)*$/.test(title)) throw new Sentence(`${JSON.stringify(title)} can not be a title: it must be words of letters and digits, like ${titleOf(nameLike(title))}.`, 2);
  const files = filesOf(name, title, options.packageSpec ?? packageVersion());
  const inTheWay = Object.keys(files).filter((path) => existsSync(path));
  if (inTheWay.length > 0) throw new Sentence(`${inTheWay.join(', ')} ${inTheWay.length === 1 ? 'is' : 'are'} there already. Nothing was written: begin in an empty folder.`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    process.stdout.write(`${path}\n`);
  }
  process.stdout.write(`\n${title} is in model/${name}.yaml. Next:\n\n  npm install\n  npm start\n`);
  return 0;
}

function filesOf(name: string, title: string, packageSpec: string): { readonly [path: string]: string } {
  const filled = (template: string): string => template.replaceAll('{{name}}', name).replaceAll('{{title}}', title);
  const read = (template: string): string => filled(readFileSync(new URL(`template/${template}`, import.meta.url), 'utf8'));
  const copied = Object.entries(TEMPLATES).map(([path, template]) => [path, read(template)]);
  return { [join('model', `${name}.yaml`).replaceAll('\\', '/')]: read('model.yaml'), 'package.json': projectPackage(name, packageSpec), ...Object.fromEntries(copied) };
}

/** Whoever is no person at a terminal is not asked. */
async function asked(question: string, otherwise: string, yes: boolean): Promise<string> {
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY) return otherwise;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} (${otherwise}) `)).trim() || otherwise;
  } finally {
    terminal.close();
  }
}

function nameLike(text: string): string {
  const words = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[-0-9]+|-+$/g, '');
  return words === '' ? 'library' : words;
}

/** `web-shop` is Web shop. */
function titleOf(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
}
