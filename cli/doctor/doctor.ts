import process from 'node:process';
import type { Command } from 'commander';
import { paintFor } from '../colours.ts';
import { secretsIn, withoutSecrets } from '../log.ts';
import { print } from '../store/print.ts';
import type { Finding } from './finding.ts';

const HELP = `
Looks at everything an application needs: Node.js, the models and what was generated of them, what developers have to write,
tools, settings, the database and the port. It changes nothing.

Examples:
  npx stormwright doctor          a line for each, and what to do about it
  npx stormwright doctor --json   { "well": false, "findings": [{ "about", "state", "says", "todo" }] }
  DATABASE_URL=postgres://… npx stormwright doctor   the same with another database

Exit codes:
  0  nothing is in the way; there may be warnings
  1  something is
  2  the command line is wrong`;

export function declareDoctor(stormwright: Command): void {
  stormwright
    .command('doctor')
    .description('look whether everything is there that an application needs, and say what to do')
    .option('--json', 'a document for programs')
    .option('--no-color', 'no colours, also on a terminal')
    .addHelpText('after', HELP)
    .action(async (options: { json?: true; color: boolean }) => {
      process.exitCode = await doctor(options);
    });
}

async function doctor({ json, color }: { readonly json?: true; readonly color: boolean }): Promise<number> {
  const [{ lookAtProject }, { lookAround }] = [await import('./look-at-project.ts'), await import('./look-around.ts')];
  const secrets = secretsIn(process.env);
  const findings = [...lookAtProject(process.cwd()), ...(await lookAround(process.env))].map((finding) => ({ ...finding, says: withoutSecrets(finding.says, secrets) }));
  const well = findings.every(({ state }) => state !== 'problem');
  print(json === undefined ? {} : { json }, { well, findings }, [...findings.map((finding) => inLine(finding, !color)), well ? 'Nothing is in the way.' : 'Something is in the way.']);
  return well ? 0 : 1;
}

function inLine({ about, state, says, todo }: Finding, plain: boolean): string {
  const paint = paintFor(process.stdout, plain);
  const label = state.padEnd(8);
  const painted = state === 'ok' ? (paint?.quiet(label) ?? label) : ((state === 'problem' ? paint?.error(label) : paint?.warning(label)) ?? label);
  const [indent, first] = [' '.repeat(20), `${painted} ${about.padEnd(10)} ${says}`];
  return todo === undefined ? first : `${first}\n${indent}${todo}`;
}
