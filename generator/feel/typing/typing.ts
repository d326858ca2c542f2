import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Expression } from '../../resolve/model.ts';
import { type Facts, knows } from '../facts.ts';
import { keyOf } from '../facts-of.ts';
import type { KnownNames } from '../known-names.ts';
import type { Scope } from '../scope.ts';
import type { Piece } from '../syntax.ts';
import type { Broken, FeelType, TypedExpression } from '../typed-expression.ts';
import { presentType } from '../types.ts';

/** What typing one expression needs everywhere. */
export interface Typing {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly names: KnownNames;
  readonly report: Report;
  /** What was complained about once is not complained about again. */
  readonly complained: Set<string>;
  /** Names that the expression brings in by itself, the innermost last. */
  readonly locals: readonly Local[];
  /** How many functions of the expression are open around this place. */
  readonly depth: number;
  /** Another number each time. */
  fresh(): number;
}

/** A name that stands for a part of the expression: an item, an entry of a context, a parameter. */
export interface Local {
  readonly name: string;
  readonly typed: TypedExpression;
}

export function spanOf({ from, to }: Piece, { expression }: Typing): Span {
  return expression.spanOf(from, to);
}

/** As it is written, on one line. */
export function writtenOf(piece: Piece, { expression }: Typing): string {
  return expression.text.slice(piece.from, piece.to).replaceAll(/\s+/gu, ' ');
}

export function broken(span: Span): Broken {
  return { kind: 'broken', type: { kind: 'unknown' }, span };
}

export function isBroken(typed: TypedExpression): boolean {
  return typed.type.kind === 'unknown';
}

/** `typed`, of which a value is about to be used. A value that may be missing must have been asked for before. */
export function needed(typed: TypedExpression, written: string, typing: Typing, facts: Facts): TypedExpression {
  if (typed.type.kind === 'nothing') {
    typing.report(diagnose('nothing-used', typed.span, {}));
    return broken(typed.span);
  }
  if (typed.type.kind !== 'optional') return typed;
  const known = asKnown(typed, facts);
  if (known !== typed) return known;
  complain(typed, written, typing, facts);
  const present: FeelType = presentType(typed.type);
  return { ...typed, type: present };
}

/** `typed`, whose value is there when somebody has asked for it before. */
export function asKnown(typed: TypedExpression, facts: Facts): TypedExpression {
  const key = typed.type.kind === 'optional' ? keyOf(typed) : undefined;
  if (key === undefined || !knows(facts, 'has a value', key)) return typed;
  const type = presentType(typed.type);
  const forgotten = typed.kind === 'declared call' || ((typed.kind === 'field' || typed.kind === 'property') && (!isFollowed(typed) || knows(facts, 'was asked outside', key)));
  return forgotten ? { kind: 'asked', of: typed, type, span: typed.span } : { ...typed, type };
}

/** Whether TypeScript remembers what was asked of a value: it does of names, and of what is reached from them by dots. */
function isFollowed(typed: TypedExpression): boolean {
  return typed.kind === 'field' || typed.kind === 'variable' || (typed.kind === 'property' && isFollowed(typed.of));
}

function complain(typed: TypedExpression, written: string, { report, complained }: Typing, facts: Facts): void {
  const key = keyOf(typed) ?? written;
  if (complained.has(key)) return;
  complained.add(key);
  const quotient = typed.kind === 'rounding' ? typed.of : typed;
  if (quotient.kind === 'arithmetic') report(diagnose('divisor-may-be-zero', typed.span, { quotient: textAt(quotient.span), divisor: textAt(quotient.right.span) }));
  else if (knows(facts, 'is missing', key)) report(diagnose('is-missing-here', typed.span, { name: written }));
  else report(diagnose('may-be-missing', typed.span, { name: written, ...ofList(typed) }));
}

/** Those for which it is not enough that the list has so many items. */
const ASKED_OTHERWISE: ReadonlySet<string> = new Set(['sublist', 'stddev']);

/** What has no result because of how many items a list has, and how many it wants. */
function ofList(typed: TypedExpression): { readonly list?: string; readonly items?: string } {
  const [list, place] = typed.kind === 'list call' ? typed.args : [];
  if (list === undefined || typed.kind !== 'list call' || ASKED_OTHERWISE.has(typed.name)) return {};
  return { list: textAt(list.span), ...(place === undefined ? {} : { items: textAt(place.span).replace(/^-/, '') }) };
}

function textAt({ source, start, end }: Span): string {
  return source.text.slice(start, end).replaceAll(/\s+/gu, ' ');
}
