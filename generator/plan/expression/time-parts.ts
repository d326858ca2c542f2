import { isMoment, isNamedZone, zoneOf } from '../../feel/clocks.ts';
import type { TimePart, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { code, stringLiteral } from '../code.ts';
import { writeText } from './text.ts';
import { writeTime } from './time.ts';
import { type Bindings, called, method, named, primary, RANK, type Written, within } from './written.ts';
import { runtimeValue } from '../types.ts';

const PROPERTIES: { readonly [part: string]: string } = { weekday: 'dayOfWeek' };

/** A part that is a number: `.year`, `.second` in units of a nanosecond, … */
export function writeTimePart({ part, of }: TimePart, bindings: Bindings): Written {
  switch (kindOf(of.type)) {
    case 'duration':
      return part === 'seconds' ? called(runtimeValue('secondsOf'), writeTime(of, bindings)) : property(called(runtimeValue('balanced'), writeTime(of, bindings)), part);
    case 'date':
    case 'years and months duration':
      return property(writeTime(of, bindings), PROPERTIES[part] ?? part);
    default:
      return part === 'second' ? called(runtimeValue('secondOf'), writePlainTime(of, bindings)) : property(shown(of, bindings), PROPERTIES[part] ?? part);
  }
}

function property(of: Written, name: string): Written {
  return primary(code`${within(of, RANK.primary)}.${name}`);
}

/** What calendar and clock show. */
function shown(of: TypedExpression, bindings: Bindings): Written {
  if (of.kind === 'time call' && of.name === 'in zone') {
    const [moment, zone] = of.args;
    if (moment !== undefined && zone !== undefined && isMoment(moment.type)) return method(writeTime(moment, bindings), 'toZonedDateTimeISO', writeText(zone, bindings));
  }
  return property(writeTime(of, bindings), kindOf(of.type) === 'time' ? 'time' : 'at');
}

function writePlainTime(of: TypedExpression, bindings: Bindings): Written {
  return kindOf(of.type) === 'time' ? shown(of, bindings) : method(shown(of, bindings), 'toPlainTime');
}

/** The day of a date, a moment, or a date and time. */
export function writeDay(of: TypedExpression, bindings: Bindings): Written {
  return kindOf(of.type) === 'date' ? writeTime(of, bindings) : method(shown(of, bindings), 'toPlainDate');
}

/** `.time offset`: known here already where the clock stands by an offset. */
export function writeOffset({ of }: TimePart, bindings: Bindings): Written {
  const zone = zoneOf(of.type);
  if (zone !== undefined && !isNamedZone(zone)) return called(code`${runtimeValue('Temporal')}.Duration.from`, stringLiteral(offsetDuration(zone)));
  if (kindOf(of.type) === 'time') return called(runtimeValue('timeOffset'), writeTime(of, bindings));
  return called(runtimeValue(zone === undefined ? 'calendarOffset' : 'zoneOffset'), writeTime(of, bindings));
}

/** `+05:30` as `PT5H30M`. */
function offsetDuration(zone: string): string {
  const [, sign = '', hours = '0', minutes = '0', seconds = '0'] = /^([+-])(\d+):(\d+)(?::(\d+))?$/.exec(zone) ?? [];
  const parts = [[hours, 'H'], [minutes, 'M'], [seconds, 'S']].filter(([amount]) => Number(amount) > 0).map(([amount, unit]) => `${Number(amount)}${unit}`);
  return parts.length === 0 ? 'PT0S' : `${sign === '-' ? '-' : ''}PT${parts.join('')}`;
}

/** `.timezone`: a name, known here already where the type tells it. */
export function writeZone({ of }: TimePart, bindings: Bindings): Written {
  const zone = zoneOf(of.type);
  const [, name] = of.kind === 'time call' && of.name === 'in zone' ? of.args : [];
  if (name !== undefined) return writeText(name, bindings);
  return zone === undefined ? called(runtimeValue('timeZone'), writeTime(of, bindings)) : named(stringLiteral(zone));
}
