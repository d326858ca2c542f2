import { Temporal } from 'temporal-polyfill';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { ValueType } from '../resolve/value-type.ts';
import type { Syntax } from './syntax.ts';
import type { TypedExpression } from './typed-expression.ts';
import { inWords, type Kind, kindOf } from './types.ts';
import { broken, spanOf, type Typing, writtenOf } from './typing.ts';

export function isTime(kind: Kind): boolean {
  return kind === 'date' || kind === 'date and time' || kind === 'duration';
}

/** Dates and moments take durations; two of a kind give one. */
export function typeTimeArithmetic(syntax: Extract<Syntax, { kind: 'arithmetic' }>, operator: '+' | '-', left: TypedExpression, right: TypedExpression, typing: Typing): TypedExpression {
  const span = spanOf(syntax, typing);
  const type = resultOf(operator, kindOf(left.type), kindOf(right.type));
  if (type !== undefined) return { kind: 'time arithmetic', operator, left, right, type, span };
  const params = { operator, left: writtenOf(syntax.left, typing), leftIs: inWords(left.type), right: writtenOf(syntax.right, typing), rightIs: inWords(right.type) };
  typing.report(diagnose('time-arithmetic', span, params));
  return broken(span);
}

function resultOf(operator: '+' | '-', left: Kind, right: Kind): ValueType | undefined {
  if (left === 'duration' && right === 'duration') return { kind: 'duration' };
  if ((left === 'date' || left === 'date and time') && right === 'duration') return { kind: left };
  if (operator === '+') return left === 'duration' && (right === 'date' || right === 'date and time') ? { kind: right } : undefined;
  return left === right && (left === 'date' || left === 'date and time') ? { kind: 'duration' } : undefined;
}

type TimeKind = 'date' | 'date and time' | 'duration';

/** `date("2026-01-01")` and its like, checked here and now. */
export function timeLiteral(kind: TimeKind, written: string, span: TypedExpression['span'], typing: Typing): TypedExpression {
  const text = isoOf(kind, written);
  if (text !== undefined) return { kind: 'time', text, type: { kind }, span };
  const calendar = kind === 'duration' && /^-?P[0-9]+[YMW]/.test(written);
  typing.report(calendar ? diagnose('months-in-duration', span, { written }) : diagnose('not-a-time', span, { kind, written }));
  return broken(span);
}

function isoOf(kind: TimeKind, written: string): string | undefined {
  try {
    switch (kind) {
      case 'date':
        return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written) ? Temporal.PlainDate.from(written, { overflow: 'reject' }).toString() : undefined;
      case 'date and time':
        return Temporal.Instant.from(written).toString();
      case 'duration':
        return daysAndTime(written);
    }
  } catch {
    return undefined;
  }
}

/** Months and weeks are no fixed length of time, and years neither. */
function daysAndTime(written: string): string | undefined {
  const duration = Temporal.Duration.from(written);
  return duration.years === 0 && duration.months === 0 && duration.weeks === 0 ? duration.toString() : undefined;
}

/** `@"…"`: whichever of the three it is. */
export function timeLiteralOfAnyKind(written: string, span: TypedExpression['span'], typing: Typing): TypedExpression {
  const kind = /^-?P/.test(written) ? 'duration' : written.includes('T') ? 'date and time' : 'date';
  return timeLiteral(kind, written, span, typing);
}
