import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Code, importedType, importedValue } from '../../generator/plan/code.ts';
import { typeCode } from '../../generator/plan/types.ts';
import type { Referring } from '../../generator/plan/planning.ts';
import type { NamedType } from '../../generator/resolve/model.ts';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { conditionCode, negatedCode, valueCode } from './evaluation.ts';
import { accountNumber, date, decimal, decimalOf, duration, everything, identifier, limited, money, moment, optional, step, text, wholeNumber, yesOrNo } from './places.ts';

const root = join(import.meta.dirname, '..', '..');

const conditions = [
  'amount > 0 and balance >= amount or balance = 0', 'step = withdrawing or done != step', 'step = old step', 'step in (done, failed)', 'not(step in (done, failed)) and step != refunding',
  'if urgent then step = done else step = failed', '(if urgent then done else failed) = step', 'transfer id = null and bonus.account number != account number', 'account number = "NL000001"',
  'owner = "Ada" and owner != "Ben" or owner < "b"', 'limit != null and limit > 5', 'limit = null or limit > 5', 'not(limit = null or limit < 5) and limit < 7', 'if limit != null then limit > 5 else false',
  'limit in (null, 5) or limit > 3', 'closed on = null or closed on <= today', 'id = "6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11"', 'transfer id != null and transfer id = id', 'quantity + 1 > movements + 2', 'quantity = 1 or quantity = 2',
  '-amount < -5 and -quantity < 5 and abs(amount) > abs(quantity)', 'amount ** 2 > quantity ** 2', 'min(amount, 5) > max(balance, quantity)', 'rate > 0.5 and rate = amount and 1 - rate < rate', 'modulo(quantity, 3) = 1 and modulo(amount, 3) = 1 and modulo(rate, 3) = 1',
  'quantity != 0 and amount / quantity > 1', 'rate != 0 and amount / rate > 1 and round up(amount / rate, 2) = 1', 'urgent = (amount > 1) and urgent != urgent', 'due on = today or due on < order date', 'now - opened at > notice period', 'opened at + duration("P1D") < now and due on - duration("P1D") = today',
  'due on.year = 2026 and opened at.hour < 12 and now.weekday = 1 and notice period.days > 2 and opened at.second > 1.5', 'day of week(due on) = "Monday" or day of year(today) > 100 or month of year(now) = "May" or week of year(due on) < 9',
  'due on + duration("P1M") < today and opened at + duration("P1Y2M") > now and years and months duration(due on, today) > duration("P1Y")', 'notice period * 2 > duration("P1D") and -notice period < notice period / 3 and notice period / duration("P1D") > 1.5',
  'now > date and time("2026-01-01T00:00:00@Europe/Paris") and opened at - date and time("2026-01-01T00:00:00Z") > duration("P1D")', 'time(opened at) > time("08:00:00") or time(10, quantity, 0) != null and time("10:00:00") < time(10, quantity, 0)' , 'date(owner) != null and date(owner) > due on or date(quantity, 1, 2) = null',
  'date and time(due on, time("10:00:00")) < date and time("2026-01-01T00:00:00") and date and time(now, "Asia/Tokyo").day = 5', 'amount in [1..5) and due on in [today..today + duration("P7D")] and owner in ["a".."c"]', 'before(amount, [1..5]) and overlaps([today..due on], [order date..today]) and coincides([rate..9], [1..weight])',
  'range("[1..5]") = [1..quantity] and [quantity..9].start > 1 and includes((> 5), amount)', 'closed on instance of date and amount instance of number and is(time(now), time("10:00:00Z")) and is(due on, today)', 'time("10:00:00@Europe/Paris").time offset = null or now.time offset > duration("PT1H") and now.timezone = "Europe/Berlin"',
  '(1 = 2) = urgent or urgent and "a" != "b" or due on instance of date and 1.50 = 1.5',
  'abs(due on - today) > duration("P1D") and today - duration("P1M") in (today, > due on)',
  'contains(owner, "x") and string length(owner) > 2 and upper case(owner) = "ADA"', 'even(quantity) or odd(quantity * 2 + 1)', 'weight > 1.5 and weight * 2 > 4',
];

const values: readonly (readonly [string, ValueType])[] = [
  ['amount', money], ['balance + amount', money], ['round down(amount / 100, 2)', money], ['if urgent then amount else 0', money], ['if urgent then null else 5', optional(money)], ['limit', optional(money)], ['if limit = null then 0 else limit', money],
  ['limit', optional(decimalOf(4))], ['amount / quantity', optional(decimal)], ['round half up(amount / quantity, 2)', optional(money)], ['rate', decimal], ['rate + 1 + quantity', decimal], ['quantity', decimal], ['round half up(rate * amount, 2)', money],
  ['movements + 1', wholeNumber], ['movements + quantity + 1', wholeNumber], ['floor(amount)', wholeNumber], ['revision', limited('Place', wholeNumber)], ['quantity', limited('Place', wholeNumber)], ['step', step], ['withdrawing', step], ['if urgent then done else old step', step],
  ['account number', accountNumber], ['"NL000001"', accountNumber], ['account number', text], ['owner + string(amount) + string(rate) + string(today)', text], ['refusal', text], ['refusal', accountNumber], ['transfer id', optional(identifier)], ['id', identifier],
  ['"6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11"', identifier], ['amount > 1', yesOrNo], ['urgent', yesOrNo], ['today + duration("P7D")', date], ['closed on', optional(date)], ['if urgent then today else null', optional(date)], ['now', optional(moment)], ['opened at + notice period', moment],
  ['due on - today', duration], ['date(owner)', optional(date)], ['date and time(owner)', optional(moment)], ['duration(owner)', optional(duration)], ['notice period * rate', duration], ['opened at + duration("P1M")', moment], ['date(now)', date],
  ['date and time("2026-01-01T10:00:00+01:00")', moment], ['date and time("2026-01-01T10:00:00@Europe/Paris")', moment], ['date(2026, 1, quantity)', optional(date)], ['if urgent then now else date and time("2026-01-01T10:00:00Z")', moment], ['now.year', wholeNumber], ['now.second', decimal], ['notice period / duration("P1D")', decimal],
  ['duration("P1D") / notice period', optional(decimal)], ['string(now) + string(date and time(now, "Asia/Tokyo")) + string(time(now)) + string(notice period) + string(duration("P1Y"))', text], ['day of year(due on)', wholeNumber], ['date(owner)', optional(limited('Day', date))], ['notice period', duration], ['amount', decimalOf(2)], ['balance', decimalOf(3)], ['today', limited('Day', date)],
];

const typeNames = { Money: 'decimalType<Money>(\'Money\', { digits: 2 })', Weight: 'decimalType<Weight>(\'Weight\', { digits: 3 })', AccountNumber: 'textType<AccountNumber>(\'Account number\')', Place: 'wholeNumberType<Place>(\'Place\')', Day: 'namedType<Temporal.PlainDate, Day>(\'Day\', date)' };
const heldAs = { Money: 'bigint', Weight: 'bigint', AccountNumber: 'string', Place: 'number', Day: 'Temporal.PlainDate' };

test('what expressions become is taken by the compiler at its strictest, narrowing included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stormwright-expressions-'));
  try {
    writeFileSync(join(folder, 'types.ts'), typesFile());
    writeFileSync(join(folder, 'expressions.ts'), expressionsFile());
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const options = { paths: { stormwright: [join(root, 'runtime/index.ts')] }, typeRoots: [join(root, 'node_modules/@types')] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: options, include: ['*.ts'], exclude: [] }));
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function typesFile(): string {
  const lines = Object.entries(typeNames).map(([name, value]) => `export type ${name} = Branded<${heldAs[name as keyof typeof heldAs]}, '${name}'>;\nexport const ${name} = ${value};`);
  return [
    "import { type Branded, date, decimalType, namedType, oneOf, type Temporal, textType, wholeNumberType } from 'stormwright';",
    ...lines,
    "export type TransferStep = 'withdrawing' | 'depositing' | 'refunding' | 'done' | 'failed' | 'not paid';",
    "export const TransferStep = oneOf<TransferStep>('Transfer step', ['withdrawing', 'depositing', 'refunding', 'done', 'failed', 'not paid']);",
  ].join('\n');
}

function expressionsFile(): string {
  const referring = { namedType: (type: NamedType): Code => importedType(type.identifier, './types.ts'), namedTypeValue: (type: NamedType): Code => importedValue(type.identifier, './types.ts') };
  const refer: Pick<Referring, 'namedType' | 'namedTypeValue'> = referring;
  const pieces: Code[] = [];
  const typed = (type: ValueType): string => {
    const code = typeCode(type, refer as Referring);
    pieces.push(code);
    return code.text;
  };
  const owners = everything.owners.map((owner) => `interface ${owner.role.kind === 'look-up' ? 'Bonus' : owner.role.kind} {\n${owner.fields.map((field) => `  readonly ${field.identifier}: ${typed(field.type)};`).join('\n')}\n}`);
  const parameters = 'command: command, state: state, bonus: Bonus, context: { readonly now: Temporal.Instant; readonly today: Temporal.PlainDate }, event: { readonly revision: number }, refusal: string';
  const functions = conditions.map((written, index) => {
    const [holds, fails] = [conditionCode(written), negatedCode(written)];
    pieces.push(holds, fails);
    return `export function condition${index}(${parameters}): boolean {\n  return ${holds.text};\n}\nexport function negated${index}(${parameters}): boolean {\n  if (${fails.text}) return false;\n  return true;\n}`;
  });
  const results = values.map(([written, type], index) => {
    const value = valueCode(written, type);
    pieces.push(value);
    return `export function value${index}(${parameters}): ${typed(type)} {\n  return ${value.text};\n}`;
  });
  const needs = new Map(pieces.flatMap((piece) => piece.needs).map((need) => [need.name, need.from]));
  const imports = ['stormwright', './types.ts'].map((from) => `import { ${[...needs].filter(([, of]) => of === from).map(([name]) => (['Decimal', 'Identifier', 'TransferStep'].includes(name) ? `type ${name}` : name)).join(', ')} } from '${from}';`);
  return [...imports, ...owners, ...functions, ...results].join('\n');
}
