import type { DeclaredCall } from '../../feel/typed-expression.ts';
import type { Variable } from '../../feel/list-expression.ts';
import type { OwnerRole } from '../../feel/scope.ts';
import { fieldIdentifier } from '../../resolve/identifier.ts';
import { type Code, code, plain } from '../code.ts';
import { reservedWords } from '../names.ts';
import { runtimeNames } from '../runtime-names.ts';

/** How the owners and values that an expression reads are called in the function it is placed in. */
export interface Bindings {
  owner(role: OwnerRole): string;
  /** Of `now` and the like, and of `time zone`: the name of the model's zone, as text in quotes. */
  value(name: string): string;
  /** A call of what a developer wrote, within these bindings or within a list in them. */
  declared(call: DeclaredCall, bindings: Bindings): Written;
  /** What is called in this file by a bare name, which nothing inside of it may take away. */
  readonly imported?: ReadonlySet<string>;
  /** By id: what goes through a list here, and how it is called. */
  readonly locals?: ReadonlyMap<number, string>;
}

/** What a variable is called in the function it goes through. */
export function nameIn({ locals }: Bindings, { id, name }: Variable): string {
  const found = locals?.get(id);
  if (found === undefined) throw new Error(`"${name}" was checked outside of what it goes through.`);
  return found;
}

/** Inside of what goes through a list: its variables have names of their own, in the expert's words as far as they are free. */
export function withVariables<B extends Bindings>(bindings: B, variables: readonly Variable[]): { readonly inner: B; readonly names: readonly string[] } {
  const locals = new Map(bindings.locals ?? []);
  const names = variables.map((variable) => {
    const name = freeName(fieldIdentifier(variable.name), [...locals.values(), ...(bindings.imported ?? [])]);
    locals.set(variable.id, name);
    return name;
  });
  return { inner: { ...bindings, locals }, names };
}

function freeName(wanted: string, taken: readonly string[]): string {
  const name = wanted === '' ? 'item' : wanted;
  return NOT_FOR_VARIABLES.has(name) || taken.includes(name) ? freeName(`${name}Item`, taken) : name;
}

/** What generated functions are given, besides what JavaScript and the runtime have. */
const NOT_FOR_VARIABLES: ReadonlySet<string> = new Set([
  ...reservedWords, ...runtimeNames, 'command', 'state', 'instance', 'event', 'events', 'row', 'before', 'newRow', 'tick', 'reader', 'context', 'refusal', 'sendings', 'occurredAt',
]);

/** Code, and how tightly its outermost sign binds: higher binds tighter. */
export interface Written {
  readonly code: Code;
  readonly rank: number;
}

/** JavaScript's own order of signs. */
export const RANK = { conditional: 2, or: 3, and: 4, equality: 8, relation: 9, sum: 11, product: 12, power: 13, unary: 14, primary: 18 } as const;

export function primary(written: Code): Written {
  return { code: written, rank: RANK.primary };
}

export function named(text: string): Written {
  return primary(plain(text));
}

/** In brackets where its sign binds less than `rank`. */
export function within(written: Written, rank: number): Code {
  return written.rank >= rank ? written.code : code`(${written.code})`;
}

/** Signs that group to the left: the right side needs brackets where it has a sign of the same rank. */
export function infix(left: Written, sign: string, right: Written, rank: number): Written {
  return { code: code`${within(left, rank)} ${sign} ${within(right, rank + 1)}`, rank };
}

export function called(name: Code, ...args: readonly (Written | string)[]): Written {
  const texts = args.map((arg) => (typeof arg === 'string' ? plain(arg) : arg.code));
  const list = texts.reduce<Code>((sofar, text, index) => (index === 0 ? text : code`${sofar}, ${text}`), plain(''));
  return primary(code`${name}(${list})`);
}

/** `receiver.method(args)` */
export function method(receiver: Written, name: string, ...args: readonly (Written | string)[]): Written {
  return called(code`${within(receiver, RANK.primary)}.${name}`, ...args);
}

/** `test ? a : b` */
export function conditional(test: Written, then: Written, otherwise: Written): Written {
  return { code: code`${within(test, RANK.conditional + 1)} ? ${within(then, RANK.conditional)} : ${within(otherwise, RANK.conditional)}`, rank: RANK.conditional };
}
