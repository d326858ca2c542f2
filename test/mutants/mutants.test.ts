import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const bank = join(root, 'generated', 'bank');
const scratch = join(root, 'test', 'scratch', 'mutants');

/** A line of the generated bank, and what it is changed to. Each stands for its kind. */
interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const mutants: readonly Mutant[] = [
  { name: 'a comparison in a rule', file: 'bank-account.ts', from: 'if (command.amount > state.balance) return', to: 'if (command.amount > state.balance + 1n) return' },
  { name: 'the direction of a comparison', file: 'bank-account.ts', from: 'if (command.amount <= 0n) return', to: 'if (command.amount >= 0n) return' },
  { name: 'a refusal', file: 'bank-account.ts', from: "refused('Account must be empty')", to: "refused('Amount must be positive')" },
  { name: 'a rule that is gone', file: 'money-transfer.ts', from: 'if (command.fromAccount === command.toAccount) return', to: 'if (false) return' },
  { name: 'a value of an event', file: 'bank-account.ts', from: 'Money.of(state.balance - command.amount)', to: 'Money.of(state.balance + command.amount)' },
  { name: 'a value in evolve', file: 'bank-account.ts', from: 'balance: Money.of(0n)', to: 'balance: Money.of(1n)' },
  { name: 'a step in evolve', file: 'money-transfer.ts', from: "step: 'refunding'", to: "step: 'depositing'" },
  { name: 'an end in evolve', file: 'bank-account.ts', from: 'return ended(stateOf(instance, event));', to: 'return instance;' },
  { name: 'the lifecycle', file: 'bank-account.ts', from: "if (instance.stage === 'ended') return", to: "if (instance.stage === 'not begun' && false) return" },
  { name: 'the condition of an event', file: 'money-transfer.ts', from: "if (state.step === 'refunding') {", to: "if (state.step === 'done') {" },
  { name: "a policy's condition", file: 'ceo-bonus.ts', from: 'bonus.accountNumber === event.data.accountNumber', to: 'bonus.accountNumber !== event.data.accountNumber' },
  { name: "a policy's value", file: 'ceo-bonus.ts', from: 'event.data.amount / 100n', to: 'event.data.amount / 10n' },
  { name: "a policy's target", file: 'move-the-money.ts', from: 'accountNumber: event.data.fromAccount', to: 'accountNumber: event.data.toAccount' },
  { name: 'what a policy does when refused', file: 'move-the-money.ts', from: 'reason: refusal', to: "reason: 'no reason'" },
  { name: 'what is asked of an external system', file: 'thank-the-depositor.ts', from: 'amount: event.data.amount', to: "amount: Money.parse('1.00')" },
  { name: "a projection's value", file: 'account-overview.ts', from: 'movements: row.movements + 1', to: 'movements: row.movements + 2' },
  { name: "a projection's row that is made", file: 'account-overview.ts', from: 'owner: event.data.owner', to: "owner: 'nobody'" },
  { name: 'an expected value', file: 'tests/bank-account.test.ts', from: "amount: Money.parse('20.00'), balance: Money.parse('30.00')", to: "amount: Money.parse('20.00'), balance: Money.parse('31.00')" },
  { name: 'an expected refusal', file: 'tests/bank-account.test.ts', from: ".thenRefused('Account must be empty')", to: ".thenRefused('Can not overdraw account')" },
  { name: 'an expected row', file: 'tests/whole-system.test.ts', from: "balance: Money.parse('20.00')", to: "balance: Money.parse('20.01')" },
];

const folderOf = (index: number): string => join(scratch, `mutant-${index}`);
const results = new Map<string, { failed: number; passed: number }>();

function makeMutant({ file, from, to }: Mutant, index: number): void {
  cpSync(bank, folderOf(index), { recursive: true });
  const path = join(folderOf(index), ...file.split('/'));
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no longer a line with: ${from}`);
  const needed = to.includes('Money') && !/\bMoney\b/.test(text) ? "import { Money } from './types.ts';\n" : '';
  writeFileSync(path, needed + text.replace(from, to));
}

interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

function runAll(): Promise<Report> {
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', join(root, 'test', 'mutants', 'vitest.config.ts'), '--reporter=json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 28 }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout.slice(stdout.indexOf('{'))));
      } catch {
        reject(error ?? new Error(stdout.slice(0, 2000)));
      }
    });
  });
}

describe('A generated test fails when the generated code changes', () => {
  beforeAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    mutants.forEach(makeMutant);
    cpSync(bank, join(scratch, 'unchanged'), { recursive: true });
    const { testResults } = await runAll();
    for (const file of testResults) {
      const folder = file.name.split('/scratch/mutants/')[1]?.split('/')[0] ?? file.name.split(sep).join('/');
      const counted = results.get(folder) ?? { failed: 0, passed: 0 };
      counted.failed += file.assertionResults.filter((each) => each.status === 'failed').length;
      counted.passed += file.assertionResults.filter((each) => each.status === 'passed').length;
      results.set(folder, counted);
    }
  }, 180_000);

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('the unchanged copy passes', () => {
    expect(results.get('unchanged')?.failed).toBe(0);
    expect(results.get('unchanged')?.passed).toBeGreaterThan(20);
  });

  test.each(mutants.map((mutant, index) => [mutant.name, index] as const))('%s', (_, index) => {
    const result = results.get(`mutant-${index}`);
    // Some tests still pass: the change broke what it should, not the whole file.
    expect(result?.passed).toBeGreaterThan(0);
    expect(result?.failed).toBeGreaterThan(0);
  });
});
