import type { Command } from 'commander';
import { declareMigrate } from './migrate.ts';
import { declareParked } from './parked.ts';
import { declareRebuild } from './rebuild.ts';
import { declareRetry } from './retry.ts';
import { declareSkip } from './skip.ts';
import { declareSubscriptions } from './subscriptions.ts';
import { declareVerify } from './verify.ts';

const HELP = `
The store is the one that DATABASE_URL names; without it, the embedded PostgreSQL in .storm/<model>/, whether \`npm start\` is
running on it or not. docs/operations.md shows what each command says, and what to do about it.

Exit codes:
  0  done
  1  it could not be done, or verify has found something
  2  the command line or the environment is wrong`;

/** What people do who look after an application. Each command says by itself what it needs, and loads it when it is run. */
export function declareStore(stormwright: Command): void {
  const store = stormwright.command('store').description("look after a running application's data").addHelpText('after', HELP);
  for (const declare of [declareSubscriptions, declareParked, declareRetry, declareSkip, declareRebuild, declareVerify, declareMigrate]) declare(store);
}
