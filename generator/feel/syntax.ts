import type { ComparisonOperator } from './typed-expression.ts';

/** An expression as it is written, before anybody asks what its names mean. Offsets are into the expression's text. */
export type Syntax = Piece &
  (
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'truth'; readonly value: boolean }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'path'; readonly of: Syntax; readonly member: NamePiece }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Syntax; readonly right: Syntax }
    | { readonly kind: 'sign'; readonly sign: '+' | '-'; readonly of: Syntax }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Syntax; readonly right: Syntax }
    | { readonly kind: 'between'; readonly of: Syntax; readonly low: Syntax; readonly high: Syntax }
    | { readonly kind: 'in'; readonly of: Syntax; readonly tests: readonly Test[] }
    | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly parts: readonly Syntax[] }
    | { readonly kind: 'if'; readonly condition: Syntax; readonly then: Syntax; readonly otherwise: Syntax }
    /** `names`, where each argument has its name before it. */
    | { readonly kind: 'call'; readonly name: NamePiece; readonly args: readonly Syntax[]; readonly names?: readonly NamePiece[]; readonly callee?: Syntax }
    | { readonly kind: 'list'; readonly items: readonly Syntax[] }
    | { readonly kind: 'context'; readonly entries: readonly EntrySyntax[] }
    /** `lines[1]`, `lines[quantity > 1]` */
    | { readonly kind: 'bracket'; readonly of: Syntax; readonly inside: Syntax }
    | { readonly kind: 'for'; readonly iterators: readonly IteratorSyntax[]; readonly body: Syntax }
    | { readonly kind: 'quantified'; readonly quantifier: 'some' | 'every'; readonly iterators: readonly IteratorSyntax[]; readonly condition: Syntax }
    | FunctionSyntax
    /** What FEEL has and this language does not, by the word for it. */
    | { readonly kind: 'unsupported'; readonly what: string }
    | { readonly kind: 'range'; readonly low: Syntax; readonly lowIncluded: boolean; readonly high: Syntax; readonly highIncluded: boolean }
    | { readonly kind: 'instance of'; readonly of: Syntax; readonly type: TypeSyntax }
    /** `> 100` with nothing before it: a range, where one can stand. */
    | { readonly kind: 'test alone'; readonly operator: ComparisonOperator; readonly value: Syntax }
    /** Where the parser found a mistake. */
    | { readonly kind: 'broken' }
  );

/** `function(a, b: number) a + b` */
export interface FunctionSyntax {
  readonly kind: 'function';
  readonly parameters: readonly { readonly name: NamePiece; readonly type?: TypeSyntax }[];
  readonly body: Syntax;
}

export interface EntrySyntax {
  readonly name: NamePiece;
  readonly value: Syntax;
}

/** `x in list`, or `x in low..high`. */
export interface IteratorSyntax {
  readonly name: NamePiece;
  readonly over: Syntax;
  readonly to?: Syntax;
}

export interface Piece {
  readonly from: number;
  readonly to: number;
}

export interface NamePiece extends Piece {
  /** As written, with single spaces. */
  readonly name: string;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** A type in the standard's words, as it stands behind `instance of`. */
export type TypeSyntax = Piece &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'list' | 'range'; readonly of: TypeSyntax }
    | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly type: TypeSyntax }[] }
    | { readonly kind: 'function'; readonly parameters: readonly TypeSyntax[]; readonly result: TypeSyntax }
  );

/** What stands behind `in`. */
export type Test = Piece &
  (
    | { readonly kind: 'value'; readonly value: Syntax }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly value: Syntax }
    | { readonly kind: 'range'; readonly low: Syntax; readonly lowIncluded: boolean; readonly high: Syntax; readonly highIncluded: boolean }
  );
