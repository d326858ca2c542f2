import { isMoment, isNamedZone, zoneOf } from '../../feel/clocks.ts';
import type { FeelType, TimeArithmetic, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { type Code, code, stringLiteral } from '../code.ts';
import { writeCondition } from './conditions.ts';
import { decimalCarrier, writeNumber } from './numbers.ts';
import { writeReference } from './references.ts';
import { writeOffset } from './time-parts.ts';
import { present, writeTimeCall } from './time-calls.ts';
import { type Bindings, called, conditional, method, type Written } from './written.ts';
import { runtimeValue } from '../types.ts';

/** Dates, times, moments and durations, as Temporal and the runtime's clocks hold them. */
export function writeTime(typed: TypedExpression, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'time':
      return writeLiteral(typed.text, typed.type);
    case 'if':
      return conditional(writeCondition(typed.condition, false, bindings), writeTimeAs(typed.then, typed.type, bindings), writeTimeAs(typed.otherwise, typed.type, bindings));
    case 'negative':
      return method(writeTime(typed.of, bindings), 'negated');
    case 'time arithmetic':
      return writeTimeArithmetic(typed, bindings);
    case 'time call':
      return present(typed, writeTimeCall(typed, bindings));
    case 'time part':
      return present(typed, writeOffset(typed, bindings));
    default:
      return writeReference(typed, bindings);
  }
}

/** As it is, but a moment where `type` is one: a clock that stands somewhere shows it as well. */
export function writeTimeAs(typed: TypedExpression, type: FeelType, bindings: Bindings): Written {
  if (!isMoment(type) || isMoment(typed.type)) return writeTime(typed, bindings);
  if (typed.kind === 'if') return conditional(writeCondition(typed.condition, false, bindings), writeTimeAs(typed.then, type, bindings), writeTimeAs(typed.otherwise, type, bindings));
  if (typed.kind === 'time' && !isNamedZone(zoneOf(typed.type) ?? '')) return called(code`${runtimeValue('Temporal')}.Instant.from`, stringLiteral(temporalText(typed.text)));
  return called(runtimeValue('momentOf'), writeTime(typed, bindings));
}

function writeLiteral(text: string, type: FeelType): Written {
  const kind = kindOf(type);
  if (kind === 'time') return called(runtimeValue('clockTime'), stringLiteral(text));
  if (kind === 'date and time' && !isMoment(type)) return called(runtimeValue('calendarTime'), stringLiteral(text));
  return called(code`${temporalClass(type)}.from`, stringLiteral(temporalText(text)));
}

/** Temporal wants six digits of years that have more than four, and of those below zero. */
function temporalText(text: string): string {
  return text.replace(/^(-?)([0-9]{4,})(?=-)/, (all: string, sign: string, year: string) => (sign === '' && year.length === 4 ? all : `${sign === '' ? '+' : '-'}${year.padStart(6, '0')}`));
}

/** `Temporal.PlainDate` and its like, which know how to compare. */
export function temporalClass(type: FeelType): Code {
  const temporal = runtimeValue('Temporal');
  switch (kindOf(type)) {
    case 'date':
      return code`${temporal}.PlainDate`;
    case 'date and time':
      return code`${temporal}.Instant`;
    default:
      return code`${temporal}.Duration`;
  }
}

function writeTimeArithmetic(typed: TimeArithmetic, bindings: Bindings): Written {
  const { operator, left, right } = typed;
  if (operator === '*' || operator === '/') return writeScaled(typed, bindings);
  const [leftKind, rightKind] = [kindOf(left.type), kindOf(right.type)];
  if (leftKind === rightKind) return leftKind === 'duration' || leftKind === 'years and months duration' ? writeSum(typed, bindings) : writeDifference(left, right, bindings);
  const [start, length] = leftKind === 'duration' || leftKind === 'years and months duration' ? [right, left] : [left, right];
  return kindOf(length.type) === 'duration' ? writeShift(start, length, operator === '+', bindings) : writeMonthShift(start, length, operator === '+', bindings);
}

/** Two durations of a kind. */
function writeSum({ operator, left, right, type }: TimeArithmetic, bindings: Bindings): Written {
  const [a, b] = [writeTime(left, bindings), writeTime(right, bindings)];
  if (kindOf(type) === 'duration') return method(a, operator === '+' ? 'add' : 'subtract', b);
  return called(runtimeValue(operator === '+' ? 'monthsPlus' : 'monthsMinus'), a, b);
}

function writeDifference(left: TypedExpression, right: TypedExpression, bindings: Bindings): Written {
  if (kindOf(left.type) === 'date') return method(writeTime(left, bindings), 'since', writeTime(right, bindings));
  if (kindOf(left.type) === 'time') return called(runtimeValue('timeSince'), writeTime(left, bindings), writeTime(right, bindings));
  const moment = [left.type, right.type].find(isMoment);
  if (moment !== undefined) return method(writeTimeAs(left, moment, bindings), 'since', writeTimeAs(right, moment, bindings), "{ largestUnit: 'hour' }");
  return called(runtimeValue('calendarTimeSince'), writeTime(left, bindings), writeTime(right, bindings));
}

/** By days and time. */
function writeShift(start: TypedExpression, length: TypedExpression, later: boolean, bindings: Bindings): Written {
  const args = [writeTime(start, bindings), writeTime(length, bindings)] as const;
  switch (kindOf(start.type)) {
    case 'date':
      return called(runtimeValue(later ? 'dateAfter' : 'dateBefore'), ...args);
    case 'time':
      return called(runtimeValue(later ? 'timeAfter' : 'timeBefore'), ...args);
    default:
      if (isMoment(start.type)) return called(runtimeValue(later ? 'momentAfter' : 'momentBefore'), ...args);
      return called(runtimeValue(later ? 'calendarTimeAfter' : 'calendarTimeBefore'), ...args);
  }
}

/** By months, on a calendar. */
function writeMonthShift(start: TypedExpression, length: TypedExpression, later: boolean, bindings: Bindings): Written {
  const [from, months] = [writeTime(start, bindings), writeTime(length, bindings)];
  if (kindOf(start.type) === 'date') return method(from, later ? 'add' : 'subtract', months);
  return called(runtimeValue(later ? 'monthsAfter' : 'monthsBefore'), from, months);
}

function writeScaled({ operator, left, right, type }: TimeArithmetic, bindings: Bindings): Written {
  const [duration, factor] = kindOf(left.type) === 'number' ? [right, left] : [left, right];
  const ofMonths = kindOf(type) === 'years and months duration';
  const name = operator === '*' ? (ofMonths ? 'monthsTimes' : 'durationTimes') : ofMonths ? 'monthsOver' : 'durationOver';
  return called(runtimeValue(name), writeTime(duration, bindings), writeNumber(factor, decimalCarrier, bindings));
}

/** How often one duration goes into another: a decimal. */
export function writeRatio({ left, right }: TimeArithmetic, bindings: Bindings): Written {
  const name = kindOf(left.type) === 'duration' ? 'durationRatio' : 'monthsRatio';
  return called(runtimeValue(name), writeTime(left, bindings), writeTime(right, bindings));
}
