import type { Span } from '../diagnostics/span.ts';
import type { FunctionSyntax } from './syntax.ts';
import type { FeelType, TypedExpression } from './typed-expression.ts';
import type { Typing } from './typing/typing.ts';

/** `atLeast` so many items are in it for certain. `empty` is the list `[]`, which goes with any other. */
export interface ListType {
  readonly kind: 'list';
  readonly of: FeelType;
  readonly atLeast?: number;
  readonly empty?: true;
}

/** `{ a: 1 }`: as a record, without a name. */
export interface ContextType {
  readonly kind: 'context';
  readonly entries: readonly { readonly name: string; readonly identifier: string; readonly type: FeelType }[];
}

/** The nodes of lists, contexts and what goes through them item by item. */
export type ListExpression =
  | ListLiteral
  | ContextLiteral
  | VariableReference
  | Property
  | Index
  | Filter
  | For
  | Quantified
  | Series
  | Asked
  | ListCall
  | FunctionLiteral;

interface Typed {
  readonly type: FeelType;
  readonly span: Span;
}

/** What stands for one item after another; the same object wherever it is referred to. */
export interface Variable {
  readonly id: number;
  /** In the expert's words, or a word for an item that has no name. */
  readonly name: string;
  readonly type: FeelType;
}

/** `[1, 2, 3]` */
export interface ListLiteral extends Typed {
  readonly kind: 'list';
  readonly items: readonly TypedExpression[];
}

/** `{ price: 5, total: price * 2 }`. What an entry says of those before it has been put in its place. */
export interface ContextLiteral extends Typed {
  readonly kind: 'context';
  readonly entries: readonly ContextEntry[];
}

export interface ContextEntry {
  readonly name: string;
  readonly identifier: string;
  readonly value: TypedExpression;
}

export interface VariableReference extends Typed {
  readonly kind: 'variable';
  readonly variable: Variable;
}

/** `line.price`: an entry of a context, or a field of a record. */
export interface Property extends Typed {
  readonly kind: 'property';
  readonly of: TypedExpression;
  readonly name: string;
  readonly identifier: string;
}

/** `lines[1]`, from 1, or from -1 counted from the end. */
export interface Index extends Typed {
  readonly kind: 'index';
  readonly of: TypedExpression;
  readonly position: TypedExpression;
}

/** `lines[quantity > 1]` */
export interface Filter extends Typed {
  readonly kind: 'filter';
  readonly of: TypedExpression;
  readonly variable: Variable;
  readonly condition: TypedExpression;
}

export interface Iterator {
  readonly variable: Variable;
  readonly over: TypedExpression;
}

/** `for line in lines return line.price`, and `lines.price`, which says the same. */
export interface For extends Typed {
  readonly kind: 'for';
  readonly iterators: readonly Iterator[];
  readonly body: TypedExpression;
}

/** `every line in lines satisfies line.quantity > 0` */
export interface Quantified extends Typed {
  readonly kind: 'quantified';
  readonly quantifier: 'some' | 'every';
  readonly iterators: readonly Iterator[];
  readonly condition: TypedExpression;
}

/** `1..n`, both included; downwards where the first is the greater. */
export interface Series extends Typed {
  readonly kind: 'series';
  readonly low: TypedExpression;
  readonly high: TypedExpression;
}

/** A value that was asked for outside of what goes through a list, where TypeScript has forgotten about it. */
export interface Asked extends Typed {
  readonly kind: 'asked';
  readonly of: TypedExpression;
}

export type ListFunctionName =
  | 'count' | 'sum' | 'mean' | 'median' | 'mode' | 'product' | 'stddev' | 'least' | 'greatest' | 'every' | 'some' | 'list contains' | 'index of' | 'append' | 'concatenate'
  | 'insert before' | 'remove' | 'reverse' | 'distinct values' | 'flatten' | 'sublist' | 'list replace' | 'sort' | 'string join';

/** `args` are lists and values; `each` is what a function that goes by item is given: `function(a, b) a < b`. */
export interface ListCall extends Typed {
  readonly kind: 'list call';
  readonly name: ListFunctionName;
  readonly args: readonly TypedExpression[];
  readonly each?: { readonly variables: readonly Variable[]; readonly body: TypedExpression };
}

/** Never written: a call of it is its body, with the arguments in their places. */
export interface FunctionLiteral extends Typed {
  readonly kind: 'function';
  readonly syntax: FunctionSyntax;
  readonly typing: Typing;
}

/** The parts directly below. */
export function partsOfList(expression: ListExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'context':
      return expression.entries.map((entry) => entry.value);
    case 'variable':
    case 'function':
      return [];
    case 'property':
    case 'asked':
      return [expression.of];
    case 'index':
      return [expression.of, expression.position];
    case 'filter':
      return [expression.of, expression.condition];
    case 'for':
      return [...expression.iterators.map((iterator) => iterator.over), expression.body];
    case 'quantified':
      return [...expression.iterators.map((iterator) => iterator.over), expression.condition];
    case 'series':
      return [expression.low, expression.high];
    case 'list call':
      return [...expression.args, ...(expression.each === undefined ? [] : [expression.each.body])];
  }
}

/** The variables that an expression brings in for the parts below it. */
export function variablesOf(expression: TypedExpression): readonly Variable[] {
  switch (expression.kind) {
    case 'filter':
      return [expression.variable];
    case 'for':
    case 'quantified':
      return expression.iterators.map((iterator) => iterator.variable);
    case 'list call':
      return expression.each?.variables ?? [];
    default:
      return [];
  }
}
