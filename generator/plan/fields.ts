import type { FieldValue } from '../check/checked-model.ts';
import type { OwnerRole } from '../feel/scope.ts';
import type { DeclaredCall } from '../feel/typed-expression.ts';
import type { Field } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import { type Bindings, typescriptOf } from './expression/expression.ts';
import { primary, type Written } from './expression/written.ts';
import { member, memberName } from './layout.ts';
import { reservedWords } from './names.ts';
import type { Planning, Referring } from './planning.ts';
import { runtimeNames } from './runtime-names.ts';
import { codecCode, runtimeValue, typeCode } from './types.ts';

/** A line of an interface. */
export interface FieldLine {
  readonly name: string;
  readonly type: string;
}

export function fieldLines(fields: readonly Field[], refer: Referring): { readonly lines: readonly FieldLine[]; readonly codes: readonly Code[] } {
  const codes = fields.map((field) => typeCode(field.type, refer));
  return { lines: fields.map((field, index) => ({ name: memberName(field.identifier), type: codes[index]?.text ?? '' })), codes };
}

/** Expressions of one generated function: how its owners are called there, and which of them it came to use. */
export interface FunctionBindings extends Bindings {
  readonly used: ReadonlySet<string>;
  /** What a reaction calls the row that a look-up of this name found: the same, unless that means something else there. */
  row(lookUp: string): string;
}

/**
 * `owners` says what each kind of owner is called in the function; a look-up is called as `row` says. `values` says
 * how `now` and the like are written.
 */
export function bindingsOf({ model, names, refer }: Planning, owners: { readonly [kind in OwnerRole['kind']]?: string }, values: { readonly [name: string]: string }): FunctionBindings {
  const used = new Set<string>();
  const imported = new Set(model.model.functions.map((each) => names.value(each)));
  const row = (lookUp: string): string => (NOT_FOR_ROWS.has(lookUp) || imported.has(lookUp) ? `${lookUp}Row` : lookUp);
  return {
    used,
    imported,
    row,
    owner: (role) => {
      const called = role.kind === 'look-up' ? row(role.identifier) : (owners[role.kind] ?? role.kind);
      used.add(role.kind === 'look-up' ? called : role.kind);
      return called;
    },
    declared: (call, bindings) => callOf(call, bindings, refer),
    value: (name) => {
      if (name === 'time zone') return stringLiteral(model.model.timeZone);
      const written = values[name] ?? name;
      used.add(written.split('.')[0] ?? written);
      return written;
    },
  };
}

/** `priceOfAParcel({ weight: command.weight })`: each argument as its field wants it. */
function callOf({ function: called, args }: DeclaredCall, bindings: Bindings, refer: Referring): Written {
  const given = called.fields.flatMap((field, index) => {
    const argument = args[index];
    return argument === undefined ? [] : [member(field.identifier, typescriptOf(argument, bindings, field.type, refer))];
  });
  return primary(code`${refer.functionValue(called)}(${given.length === 0 ? '' : code`{ ${joined(given, ', ')} }`})`);
}

const NOT_FOR_ROWS: ReadonlySet<string> = new Set([...reservedWords, ...runtimeNames, 'clock', 'event', 'refusal', 'row', 'sendings', 'tick']);

/** `member: value` for one field of a new event, state, row or command. `identity` writes an identity made anew. */
export function fieldMember(value: FieldValue, bindings: Bindings, refer: Referring, identity?: (field: Field) => Code): Code {
  return member(value.field.identifier, fieldValueCode(value, bindings, refer, identity));
}

function fieldValueCode(value: FieldValue, bindings: Bindings, refer: Referring, identity?: (field: Field) => Code): Code {
  const { field, source } = value;
  switch (source.kind) {
    case 'expression':
      return typescriptOf(source.expression, bindings, field.type, refer);
    case 'taken over':
      return plain(`${bindings.owner(source.owner)}.${source.field.identifier}`);
    case 'kept':
      return plain(`${bindings.owner(source.owner)}.${source.field.identifier}`);
    case 'nothing':
      return plain('null');
    case 'new identity':
      return identity?.(field) ?? plain('null');
  }
}

/** An identity derived from what a policy acts on, so that a redelivered event makes the same one. */
export function derivedIdentity(type: ValueType, causeId: string, place: string, refer: Referring): Code {
  return code`${codecCode(type, refer)}.of(${runtimeValue('derivedId')}(${causeId}, ${JSON.stringify(place).replaceAll('"', "'")}))`;
}
