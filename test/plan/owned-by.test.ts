import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { createTimings } from '../../generator/timings.ts';

const bank = readFileSync(join(import.meta.dirname, '..', '..', 'model', 'bank.yaml'), 'utf8');
const VISIBLE_IF = 'visible if: actor = Bank clerk or owner = actor.id';

/** What the account overview says of whose its rows are, with another `visible if`. */
function ownershipUnder(condition: string): string | undefined {
  const { files, diagnostics } = compile({ path: 'model/bank.yaml', text: bank.replace('actors:\n', 'actors:\n  Auditor: { views: [Account overview] }\n').replace(VISIBLE_IF, `visible if: ${condition}`) }, 'bank', createTimings());
  const overview = files?.find(({ path }) => path.endsWith('account-overview.ts')) ?? expect.fail(formatDiagnostics(diagnostics));
  return /ownedBy: (.*),\n/.exec(overview.text)?.[1];
}

describe('Whose a row is', () => {
  test('is asked of the bank at all', () => expect(bank).toContain(VISIBLE_IF));

  test.each([
    ['owner = actor.id', "{ field: 'owner', exempt: [] }"],
    ['actor.id = owner', "{ field: 'owner', exempt: [] }"],
    ['actor = Bank clerk or owner = actor.id', "{ field: 'owner', exempt: ['Bank clerk'] }"],
    ['owner = actor.id or Bank clerk = actor', "{ field: 'owner', exempt: ['Bank clerk'] }"],
    ['actor = Bank clerk or (actor = Auditor or owner = actor.id)', "{ field: 'owner', exempt: ['Bank clerk', 'Auditor'] }"],
    ['balance > 0 and owner = actor.id', "{ field: 'owner', exempt: [] }"],
    ['balance > 0 and (actor = Bank clerk or owner = actor.id and movements > 1)', "{ field: 'owner', exempt: ['Bank clerk'] }"],
    ['owner = actor.id and movements = 0 or owner = actor.id and movements > 1', "{ field: 'owner', exempt: [] }"],
  ])('follows from %s', (condition, ownership) => expect(ownershipUnder(condition)).toBe(ownership));

  test.each([
    'owner != actor.id',
    'not(owner = actor.id)',
    'owner = actor.id or balance > 0',
    'owner = actor.id or account number = actor.id',
    'actor != Bank clerk or owner = actor.id',
    'actor = Bank clerk or balance > 0',
    'if movements > 1 then owner = actor.id else true',
    'actor = Bank clerk',
    'actor = Bank clerk or actor = Account owner or actor = Auditor or owner = actor.id',
  ])('does not follow from %s', (condition) => expect(ownershipUnder(condition)).toBeUndefined());
});
