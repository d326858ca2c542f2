import type { Code } from '../../generator/plan/code.ts';
import { code, importedValue, joined } from '../../generator/plan/code.ts';
import { type Bindings, conditionOf, negatedConditionOf, typescriptOf, type TypeNames } from '../../generator/plan/expression/expression.ts';
import { primary } from '../../generator/plan/expression/written.ts';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import * as runtime from '../../runtime/index.ts';
import { written } from './declared.ts';
import { brief, everything, typed, valueOf } from './places.ts';

/** As the planner of a command binds them. */
export const bindings: Bindings = {
  owner: (role) => (role.kind === 'look-up' ? role.identifier : role.kind),
  declared: ({ function: declared, args }, inner) => {
    const given = declared.fields.flatMap((field, index) => {
      const argument = args[index];
      return argument === undefined ? [] : [code`${field.identifier}: ${typescriptOf(argument, inner, field.type, names)}`];
    });
    return primary(code`${declared.identifier}({ ${joined(given, ', ')} })`);
  },
  value: (name) => ({ now: 'context.now', today: 'context.today', 'occurred at': 'event.occurredAt', revision: 'event.revision', 'time zone': "'Europe/Berlin'" })[name] ?? name,
};

export const names: TypeNames = { namedTypeValue: (type) => importedValue(type.identifier, './types.ts') };

const types = {
  Money: runtime.decimalType<runtime.Branded<bigint, 'Money'>>('Money', { digits: 2 }),
  Weight: runtime.decimalType<runtime.Branded<bigint, 'Weight'>>('Weight', { digits: 3 }),
  AccountNumber: runtime.textType<runtime.Branded<string, 'Account number'>>('Account number'),
};

/** What the generated function is given: `command`, `state`, `bonus`, `context`, `event`. */
export interface Given {
  readonly [name: string]: unknown;
}

export function evaluate({ text }: Code, given: Given): unknown {
  const known: { readonly [name: string]: unknown } = { ...runtime, ...types, ...written, ...given };
  const used = Object.keys(known).filter((name) => /^\w+$/.test(name));
  // Expressions carry no type annotations, so what is generated is JavaScript as it stands.
  return new Function(...used, `return (${text});`)(...used.map((name) => known[name]));
}

function sound(written: string, wanted: Parameters<typeof typed>[1]): NonNullable<ReturnType<typeof typed>['typed']> {
  const { typed: expression, diagnostics } = typed(written, wanted, everything);
  if (expression === undefined) throw new Error(`${written}: ${diagnostics.map((each) => `${brief(each)} ${each.sentence}`).join('; ')}`);
  return expression;
}

export function conditionCode(written: string): Code {
  return conditionOf(sound(written, { kind: 'condition' }), bindings);
}

export function negatedCode(written: string): Code {
  return negatedConditionOf(sound(written, { kind: 'condition' }), bindings);
}

export function valueCode(written: string, type: ValueType): Code {
  return typescriptOf(sound(written, valueOf(type)), bindings, type, names);
}
