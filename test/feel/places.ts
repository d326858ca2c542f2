import { positionAt, type SourceText, type Span } from '../../generator/diagnostics/span.ts';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import type { Scope, ScopeOwner } from '../../generator/feel/scope.ts';
import { type Facts, typeExpression, type TypingResult, type Wanted } from '../../generator/feel/typing/type-expression.ts';
import type { ChoiceType, DeclaredFunction, Expression, Field, LimitedType } from '../../generator/resolve/model.ts';
import type { ValueType } from '../../generator/resolve/value-type.ts';

const nowhere: Span = { source: { path: 'model.yaml', text: '' }, start: 0, end: 0 };

export const wholeNumber: ValueType = { kind: 'whole number' };
export const decimal: ValueType = { kind: 'decimal' };
export const text: ValueType = { kind: 'text' };
export const yesOrNo: ValueType = { kind: 'yes or no' };
export const identifier: ValueType = { kind: 'identifier' };
export const date: ValueType = { kind: 'date' };
export const moment: ValueType = { kind: 'date and time' };
export const duration: ValueType = { kind: 'duration' };

export function decimalOf(digits: number): ValueType {
  return { kind: 'decimal', digits };
}

export function optional(of: ValueType): ValueType {
  return { kind: 'optional', of };
}

export function limited(name: string, base: ValueType): ValueType {
  const type: LimitedType = { kind: 'limited type', name, identifier: identifierOf(name, true), span: nowhere, base, limits: {} };
  return { kind: 'named', type };
}

export function listOf(of: ValueType): ValueType {
  return { kind: 'list', of };
}

export function recordOf(name: string, types: { readonly [field: string]: ValueType }): ValueType {
  return { kind: 'named', type: { kind: 'record type', name, identifier: identifierOf(name, true), span: nowhere, fields: fields(types) } };
}

export function oneOf(name: string, ...members: readonly string[]): ValueType {
  const type: ChoiceType = { kind: 'choice type', name, identifier: identifierOf(name, true), span: nowhere, members: members.map((member) => ({ name: member, span: nowhere })) };
  return { kind: 'named', type };
}

export function identifierOf(name: string, capital = false): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word, index) => (index === 0 && !capital ? word.slice(0, 1).toLowerCase() : word.slice(0, 1).toUpperCase()) + word.slice(1)).join('');
}

export function fields(types: { readonly [name: string]: ValueType }): readonly Field[] {
  return Object.entries(types).map(([name, type]) => ({ kind: 'field', name, identifier: identifierOf(name), span: nowhere, type, implicit: false, typeSpan: nowhere }));
}

export function declare(name: string, given: { readonly [field: string]: ValueType }, gives: ValueType): DeclaredFunction {
  return { kind: 'function', name, identifier: identifierOf(name, true), span: nowhere, fields: fields(given), gives };
}

export const money = limited('Money', decimalOf(2));
export const accountNumber = limited('Account number', text);
export const step = oneOf('Transfer step', 'withdrawing', 'depositing', 'refunding', 'done', 'failed', 'not paid');

const command: ScopeOwner = {
  role: { kind: 'command' },
  name: 'Deposit money',
  bare: true,
  fields: fields({ 'account number': accountNumber, amount: money, quantity: wholeNumber, rate: decimal, 'due on': date, reason: optional(text), urgent: yesOrNo, 'order date': date, tax: decimalOf(4) }),
};

const state: ScopeOwner = {
  role: { kind: 'state' },
  name: 'Bank account',
  bare: true,
  fields: fields({
    'account number': accountNumber, owner: text, balance: money, movements: wholeNumber, step, 'old step': step, 'transfer id': optional(identifier), id: identifier, 'opened at': moment,
    'closed on': optional(date), limit: optional(money), weight: limited('Weight', decimalOf(3)), 'notice period': duration, 'island code': text,
  }),
};

const bonus: ScopeOwner = { role: { kind: 'look-up', identifier: 'bonus' }, name: 'bonus', bare: false, fields: fields({ 'account number': accountNumber, balance: money, holder: optional(text) }) };

/** A command of the bank and more, so that every type can be asked about. */
export const everything: Scope = {
  owners: [command, state, bonus],
  values: [{ name: 'now', type: moment }, { name: 'today', type: date }, { name: 'occurred at', type: moment }, { name: 'revision', type: wholeNumber }, { name: 'refusal', type: text }],
};

/** `written` as it would stand in a model file, behind `require: `. */
export function expressionOf(written: string): Expression {
  const before = 'require: ';
  const source: SourceText = { path: 'model.yaml', text: before + written };
  const spanOf = (from: number, to: number): Span => ({ source, start: before.length + from, end: before.length + to });
  return { text: written, span: spanOf(0, written.length), spanOf };
}

export const condition: Wanted = { kind: 'condition' };

export function valueOf(type: ValueType): Wanted {
  return { kind: 'value', type, what: '"value" of "Thing"' };
}

export function typed(written: string, wanted: Wanted = condition, scope: Scope = everything, known?: Facts): TypingResult {
  return typeExpression(expressionOf(written), scope, wanted, known);
}

/** `code at column «underlined»`, columns counted from 1 in the expression. */
export function brief({ code, span }: Diagnostic): string {
  const { column } = positionAt(span.source, span.start);
  return `${code} at ${column - 'require: '.length} «${span.source.text.slice(span.start, span.end)}»`;
}
