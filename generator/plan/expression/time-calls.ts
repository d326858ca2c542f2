import { isMoment, isNamedZone, zoneOf } from '../../feel/clocks.ts';
import type { TimeCall, TimePart, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { code } from '../code.ts';
import { numberCarrier, unitsCarrier, writeNumber } from './numbers.ts';
import { writeText } from './text.ts';
import { writeDay } from './time-parts.ts';
import { writeTime } from './time.ts';
import { type Bindings, called, method, primary, RANK, type Written, within } from './written.ts';
import { runtimeValue } from '../types.ts';

/** A call that gives a date, a time or a duration, or nothing where a text or numbers are none. */
export function writeTimeCall(call: TimeCall, bindings: Bindings): Written {
  const [first, second, third, fourth] = call.args;
  if (first === undefined) throw new Error(`"${call.name}" is called with nothing.`);
  switch (call.name) {
    case 'date':
      return kindOf(first.type) === 'text' ? called(runtimeValue('dateFrom'), writeText(first, bindings)) : writeDay(first, bindings);
    case 'date of parts':
      return called(runtimeValue('dateOf'), ...[first, second, third].map((part) => whole(part, bindings)));
    case 'time':
      if (isMoment(first.type)) return called(runtimeValue('timeOfDay'), writeTime(first, bindings), bindings.value('time zone'));
      return kindOf(first.type) === 'text' ? called(runtimeValue('clockTimeFrom'), writeText(first, bindings)) : called(runtimeValue('clockTimeIn'), writeTime(first, bindings));
    case 'time of parts': {
      const seconds = third === undefined ? whole(third, bindings) : writeNumber(third, unitsCarrier(9), bindings);
      return called(runtimeValue('clockTimeOf'), whole(first, bindings), whole(second, bindings), seconds, ...(fourth === undefined ? [] : [writeTime(fourth, bindings)]));
    }
    case 'date and time':
      return called(runtimeValue(isMoment(call.type) ? 'momentFrom' : 'calendarTimeFrom'), writeText(first, bindings));
    case 'date and time of parts':
      return called(runtimeValue('calendarTimeOf'), writeDay(first, bindings), second === undefined ? '' : writeTime(second, bindings));
    case 'in zone':
      return called(runtimeValue(isMoment(first.type) ? 'inZone' : 'withZone'), writeTime(first, bindings), second === undefined ? '' : writeText(second, bindings));
    case 'duration':
      return called(runtimeValue('durationFrom'), writeText(first, bindings));
    case 'months duration':
      return called(runtimeValue('monthDurationFrom'), writeText(first, bindings));
    case 'years and months duration':
      return called(runtimeValue('monthsBetween'), writeDay(first, bindings), second === undefined ? '' : writeDay(second, bindings));
    case 'absolute duration':
      return method(writeTime(first, bindings), 'abs');
    case 'day of year':
      return primary(code`${within(writeDay(first, bindings), RANK.primary)}.dayOfYear`);
    case 'week of year':
      return called(runtimeValue('weekOfYear'), writeDay(first, bindings));
    case 'day of week':
      return called(runtimeValue('dayOfWeek'), writeDay(first, bindings));
    case 'month of year':
      return called(runtimeValue('monthOfYear'), writeDay(first, bindings));
  }
}

/** Whether what is written for `typed` may be `null`, whatever is known of it: a text may be no time, and a clock may stand nowhere. */
export function mayBeNoTime(typed: TypedExpression): typed is TimeCall | TimePart {
  if (typed.kind === 'time part') return (typed.part === 'time offset' || typed.part === 'timezone') && zoneIsOpen(typed);
  if (typed.kind !== 'time call') return false;
  const [first] = typed.args;
  return typed.name === 'date of parts' || typed.name === 'time of parts' || (FROM_TEXT.has(typed.name) && first !== undefined && kindOf(first.type) === 'text');
}

const FROM_TEXT: ReadonlySet<string> = new Set<TimeCall['name']>(['date', 'time', 'date and time', 'duration', 'months duration']);

function zoneIsOpen({ part, of }: TimePart): boolean {
  const zone = zoneOf(of.type);
  return zone === undefined || (part === 'time offset' && kindOf(of.type) === 'time' && isNamedZone(zone));
}

/** `raw` where it may be missing; where it was asked for before, it is there. */
export function present(typed: TypedExpression, raw: Written): Written {
  return typed.type.kind !== 'optional' && mayBeNoTime(typed) ? called(runtimeValue('present'), raw) : raw;
}

function whole(part: TypedExpression | undefined, bindings: Bindings): Written {
  if (part === undefined) throw new Error('A part of a date or a time is left out.');
  return writeNumber(part, numberCarrier, bindings);
}
