import { type DeclaredCall, partsOf, type TypedExpression } from '../feel/typed-expression.ts';
import type { Code } from './code.ts';
import type { Bindings } from './expression/expression.ts';
import { named } from './expression/written.ts';
import type { FunctionBindings } from './fields.ts';
import { constant } from './layout.ts';

/** A statement of a generated function, before its calls are shared with others. */
export interface Statement {
  /** What is computed whenever the statement is reached. */
  readonly certain: readonly TypedExpression[];
  write(bindings: Bindings): readonly Code[];
}

/** A call that is made once, by a constant that stands before the statement `at`. */
interface SharedCall {
  readonly key: string;
  readonly call: DeclaredCall;
  readonly name: string;
  readonly at: number;
}

interface Sharing {
  readonly statements: readonly Statement[];
  readonly bindings: FunctionBindings;
  /** What a constant for `call` is to be called; none of `taken`. */
  nameOf(call: DeclaredCall, key: string, taken: readonly string[]): string;
}

/**
 * The lines of all statements. A function of a developer's that they call several times with the same is called once, for a constant: it is read more
 * easily, and may take its time. Nothing is called that would not have been: the constant stands before the first statement that calls it for certain.
 */
export function withSharedCalls(sharing: Sharing, shared: readonly SharedCall[] = []): readonly Code[] {
  const { lines, keys } = written(sharing, shared);
  const next = mostRepeated(sharing, keys);
  if (next === undefined) return lines;
  const name = sharing.nameOf(next.call, next.key, [...(sharing.bindings.imported ?? []), ...shared.map((each) => each.name)]);
  return withSharedCalls(sharing, [...shared, { ...next, name }]);
}

/** The lines with what is shared so far, and what each statement calls besides. */
function written({ statements, bindings }: Sharing, shared: readonly SharedCall[]): { readonly lines: readonly Code[]; readonly keys: readonly (readonly string[])[] } {
  const keys: string[][] = statements.map(() => []);
  const lines = statements.flatMap((statement, index) => {
    const before = shared.filter(({ at }) => at < index);
    const here = shared.filter(({ at }) => at === index).toSorted((a, b) => a.key.length - b.key.length);
    const constants = here.map(({ call, name }, order) => {
      const known = sharingBindings(bindings, [...before, ...here.slice(0, order)], keys[index] ?? []);
      return constant(name, bindings.declared(call, known).code, 2);
    });
    return [...constants, ...statement.write(sharingBindings(bindings, [...before, ...here], keys[index] ?? []))];
  });
  return { lines, keys };
}

/** `bindings` that write a constant where a call is shared, and note every other call. */
function sharingBindings(bindings: FunctionBindings, shared: readonly SharedCall[], calls: string[]): Bindings {
  return {
    ...bindings,
    imported: new Set([...(bindings.imported ?? []), ...shared.map(({ name }) => name)]),
    declared: (call, inner) => {
      const key = keyOf(call, { ...inner, declared: bindings.declared });
      const constantName = shared.find((each) => each.key === key)?.name;
      if (constantName !== undefined) return named(constantName);
      calls.push(key);
      return bindings.declared(call, inner);
    },
  };
}

/** The call as it stands without anything shared. */
function keyOf(call: DeclaredCall, bindings: Bindings): string {
  return bindings.declared(call, bindings).code.text;
}

/** The longest call that is made for certain somewhere, and again there or later. */
function mostRepeated({ statements, bindings }: Sharing, keys: readonly (readonly string[])[]): Omit<SharedCall, 'name'> | undefined {
  const calls = statements.flatMap(({ certain }, at) => certain.flatMap(certainCalls).map((call) => ({ call, at, key: keyOf(call, bindings) })));
  const first = calls.filter(({ key }, index) => calls.findIndex((each) => each.key === key) === index);
  const repeated = first.filter(({ key, at }) => keys.slice(at).flat().filter((each) => each === key).length > 1);
  return repeated.toSorted((a, b) => b.key.length - a.key.length)[0];
}

/** The calls that are made whenever `typed` is computed. */
function certainCalls(typed: TypedExpression): readonly DeclaredCall[] {
  const inner = certainParts(typed).flatMap(certainCalls);
  return typed.kind === 'declared call' ? [...inner, typed] : inner;
}

/** Without what is only computed sometimes, or for the items of a list. */
function certainParts(typed: TypedExpression): readonly TypedExpression[] {
  switch (typed.kind) {
    case 'all':
    case 'any':
      return typed.parts.slice(0, 1);
    case 'if':
      return [typed.condition];
    case 'for':
    case 'quantified':
      return typed.iterators.slice(0, 1).map(({ over }) => over);
    case 'filter':
      return [typed.of];
    case 'list call':
      return typed.args;
    default:
      return partsOf(typed);
  }
}
