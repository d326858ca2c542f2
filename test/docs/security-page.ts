import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { allTrials } from '../http/security/all-trials.ts';
import type { Trial } from '../http/security/trial.ts';

const BEGIN = '<!-- The tables below are written by `npm run docs` from test/http/security. -->';

const root = join(import.meta.dirname, '..', '..');

/** `docs/security.md`: its own words, and the tables of what was tried. */
export function securityPage(): string {
  const [words = ''] = readFileSync(join(root, 'docs', 'security.md'), 'utf8').split(BEGIN);
  const tables = allTrials.map(({ about, trials }) => `## ${about}\n\n| Tried | By | Answer |\n| --- | --- | --- |\n${trials.map(row).join('\n')}\n`);
  return `${words}${BEGIN}\n\n${tables.join('\n')}`;
}

function row({ tried, as = 'the clerk', status }: Trial): string {
  return `| ${tried.replaceAll('|', '\\|')} | ${as} | ${status} ${STATUS_CODES[status] ?? ''} |`;
}
