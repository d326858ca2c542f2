import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isCalendar, isMoment, shownByClock, zoneOf } from '../clocks.ts';
import { constantNumber } from '../constant-number.ts';
import type { Facts } from '../facts.ts';
import { type TimeLiteralName, timeLiteral, typeTimeLiteral } from '../typing/time-literal.ts';
import { dateAndTimeText, dateText, isZone, timeText, type TimeText } from '../time-texts.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import { typeNeeded } from '../typing/type-arithmetic.ts';
import type { FeelType, TimeFunctionName, TypedExpression } from '../typed-expression.ts';
import { inWords, kindOf, optionalOf, text, wholeNumber } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from '../typing/typing.ts';

type Span = TypedExpression['span'];
type Args = readonly TypedExpression[];

/** What a call of a function of times needs: its arguments are there, and each has a type. */
export interface TimeCallPlace {
  readonly call: CallSyntax;
  readonly span: Span;
  readonly typing: Typing;
  /** What the place of the call asks for: a text that is read for a moment must say where its clock stands. */
  readonly expected: FeelType | undefined;
}

/** Each is given its arguments; nothing where they are not of the right kinds. */
export const timeFunctions: { readonly [name: string]: (args: Args, place: TimeCallPlace) => TypedExpression | undefined } = {
  '@': (args, place) => literal('@', args, place),
  date: (args, place) => (args.length === 3 ? dateOfParts(args, place) : (literal('date', args, place) ?? dateOf(args, place))),
  time: (args, place) => (args.length >= 3 ? timeOfParts(args, place) : (literal('time', args, place) ?? timeOf(args, place))),
  'date and time': (args, place) => (args.length === 2 ? dateAndTimeOfParts(args, place) : (literal('date and time', args, place) ?? dateAndTimeFromText(args, place))),
  duration: (args, place) => literal('duration', args, place) ?? durationFromText(args, place),
  'years and months duration': ([from, to], { span }) => (hasDay(from) && hasDay(to) ? timeCall('years and months duration', [from, to], { kind: 'years and months duration' }, span) : undefined),
  'day of year': ([of], { span }) => (hasDay(of) ? timeCall('day of year', [of], wholeNumber, span) : undefined),
  'day of week': ([of], { span }) => (hasDay(of) ? timeCall('day of week', [of], text, span) : undefined),
  'month of year': ([of], { span }) => (hasDay(of) ? timeCall('month of year', [of], text, span) : undefined),
  'week of year': ([of], { span }) => (hasDay(of) ? timeCall('week of year', [of], wholeNumber, span) : undefined),
};

export function typeTimeFunction(call: CallSyntax, typing: Typing, facts: Facts, expected?: FeelType): TypedExpression {
  const span = spanOf(call, typing);
  const { name } = call.name;
  const args = call.args.map((arg, index) => (arg.kind === 'nothing' && index === 3 ? undefined : typeNeeded(arg, typing, facts))).filter((arg) => arg !== undefined);
  if (args.some(isBroken)) return broken(span);
  const shown = args.map((arg) => (name === 'date and time' || name === 'time' ? arg : shownByClock(arg)));
  const typed = timeFunctions[name]?.(shown, { call, span, typing, expected });
  if (typed !== undefined) return typed;
  const kinds = args.map((arg, index) => `\`${writtenOf(call.args[index] ?? call, typing)}\`, ${inWords(arg.type)}`);
  typing.report(diagnose('not-for-function', span, { name, given: kinds }));
  return broken(span);
}

function timeCall(name: TimeFunctionName, args: Args, type: FeelType, span: Span): TypedExpression {
  return { kind: 'time call', name, args, type, span };
}

/** Whatever has a day: a date, a moment, a day with a time. */
function hasDay(typed: TypedExpression | undefined): typed is TypedExpression {
  return typed !== undefined && (kindOf(typed.type) === 'date' || kindOf(typed.type) === 'date and time');
}

function literal(name: TimeLiteralName, [of]: Args, { span, typing }: TimeCallPlace): TypedExpression | undefined {
  return of?.kind === 'text' ? typeTimeLiteral(name, of.value, span, typing) : undefined;
}

function dateOf([of]: Args, { span }: TimeCallPlace): TypedExpression | undefined {
  if (of === undefined) return undefined;
  if (kindOf(of.type) === 'date') return of;
  if (kindOf(of.type) === 'text') return timeCall('date', [of], optionalOf({ kind: 'date' }), span);
  return hasDay(of) ? timeCall('date', [of], { kind: 'date' }, span) : undefined;
}

function dateOfParts(args: Args, { call, span, typing }: TimeCallPlace): TypedExpression | undefined {
  if (!args.every((arg) => kindOf(arg.type) === 'number')) return undefined;
  const parts = args.map(constantNumber);
  if (parts.some((part) => part === undefined)) return timeCall('date of parts', args, optionalOf({ kind: 'date' }), span);
  const [year, month, day] = parts.map((part) => part?.toFixed() ?? '');
  const written = `${yearText(year ?? '')}-${twoDigits(month)}-${twoDigits(day)}`;
  return foundLiteral(dateText(written), 'date', call, span, typing);
}

function yearText(year: string): string {
  return year.startsWith('-') ? `-${year.slice(1).padStart(4, '0')}` : year.padStart(4, '0');
}

function twoDigits(part: string | undefined): string {
  return (part ?? '').padStart(2, '0');
}

function foundLiteral(found: TimeText | undefined, kind: string, call: CallSyntax, span: Span, typing: Typing): TypedExpression {
  if (found !== undefined) return timeLiteral(found, span);
  typing.report(diagnose('not-a-time', span, { kind, written: writtenOf(call, typing) }));
  return broken(span);
}

function timeOf([of]: Args, { span }: TimeCallPlace): TypedExpression | undefined {
  if (of === undefined) return undefined;
  switch (kindOf(of.type)) {
    case 'time':
      return of;
    case 'text':
      return timeCall('time', [of], optionalOf({ kind: 'time' }), span);
    case 'date':
      return { kind: 'time', text: '00:00:00Z', type: { kind: 'time', zone: 'Z' }, span };
    case 'date and time':
      return timeCall('time', [of], timeIn(of.type), span);
    default:
      return undefined;
  }
}

/** In the model's zone, a moment has a time of day that needs no zone: `time(now) > time("18:00:00")`. */
function timeIn(type: FeelType): FeelType {
  const zone = isMoment(type) ? '' : zoneOf(type);
  return zone === undefined ? { kind: 'time' } : { kind: 'time', zone };
}

function timeOfParts(args: Args, { call, span, typing }: TimeCallPlace): TypedExpression | undefined {
  const [hour, minute, second, offset] = args;
  if (![hour, minute, second].every((arg) => arg !== undefined && kindOf(arg.type) === 'number') || (offset !== undefined && kindOf(offset.type) !== 'duration')) return undefined;
  const parts = args.slice(0, 3).map(constantNumber);
  const zone = offset === undefined ? '' : offsetText(offset);
  if (zone === undefined || parts.some((part) => part === undefined)) return timeCall('time of parts', args, optionalOf(offset === undefined ? { kind: 'time', zone: '' } : { kind: 'time' }), span);
  const [hours, minutes, seconds = ''] = parts.map((part) => part?.toFixed());
  const [whole, fraction] = seconds.split('.');
  const written = `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(whole)}${fraction === undefined ? '' : `.${fraction.slice(0, 9)}`}${zone}`;
  return foundLiteral(timeText(written), 'time', call, span, typing);
}

/** `+02:00` for a duration that is written out; nothing of any other. */
function offsetText(offset: TypedExpression): string | undefined {
  const [, sign, days, hours, minutes, seconds] = (offset.kind === 'time' && /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(offset.text)) || [];
  if (sign === undefined) return undefined;
  const total = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${sign === '-' ? '-' : '+'}${part(Math.floor(total / 3600))}:${part(Math.floor(total / 60) % 60)}:${part(total % 60)}`;
}

function dateAndTimeOfParts([day, other]: Args, { call, span, typing }: TimeCallPlace): TypedExpression | undefined {
  if (!hasDay(day) || other === undefined) return undefined;
  if (kindOf(other.type) === 'text') return inZone(day, other, call, span, typing);
  const date = shownByClock(day);
  if (kindOf(other.type) !== 'time') return undefined;
  const zone = zoneOf(other.type);
  const written = day.kind === 'time' && other.kind === 'time' ? `${day.text.split('T')[0] ?? ''}T${other.text}` : undefined;
  if (written !== undefined) return foundLiteral(dateAndTimeText(written), 'date and time', call, span, typing);
  return timeCall('date and time of parts', [date, other], zone === undefined ? { kind: 'calendar time' } : { kind: 'calendar time', zone }, span);
}

/** `date and time(opened at, "Europe/Berlin")`: the same moment by another clock. */
function inZone(of: TypedExpression, zone: TypedExpression, call: CallSyntax, span: Span, typing: Typing): TypedExpression | undefined {
  if (kindOf(of.type) !== 'date and time') return undefined;
  if (zone.kind === 'text' && isZone(zone.value)) return timeCall('in zone', [of, zone], { kind: 'calendar time', zone: zone.value }, span);
  typing.report(diagnose('unknown-zone', zone.span, { zone: zone.kind === 'text' ? zone.value : writtenOf(call.args[1] ?? call, typing) }));
  return broken(span);
}

function dateAndTimeFromText([of]: Args, { span, expected }: TimeCallPlace): TypedExpression | undefined {
  if (of === undefined || kindOf(of.type) !== 'text') return undefined;
  const moment = expected !== undefined && kindOf(expected) === 'date and time' && !isCalendar(expected);
  return timeCall('date and time', [of], optionalOf(moment ? { kind: 'date and time' } : { kind: 'calendar time' }), span);
}

/** A text of somebody's may hold either kind; in a model, durations are of days and time, unless the other kind is asked for. */
function durationFromText([of]: Args, { span, expected }: TimeCallPlace): TypedExpression | undefined {
  if (of === undefined || kindOf(of.type) !== 'text') return undefined;
  const ofMonths = expected !== undefined && kindOf(expected) === 'years and months duration';
  return ofMonths ? timeCall('months duration', [of], optionalOf({ kind: 'years and months duration' }), span) : timeCall('duration', [of], optionalOf({ kind: 'duration' }), span);
}
