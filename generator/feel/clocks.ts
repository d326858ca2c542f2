import type { FeelType, TypedExpression } from './typed-expression.ts';
import { baseOf, kindOf, presentType } from './types.ts';

/** Whether a `date and time` is one of a calendar and a clock, and no moment. */
export function isCalendar(type: FeelType): boolean {
  return baseOf(presentType(type)).kind === 'calendar time';
}

/** The model's own `date and time`. */
export function isMoment(type: FeelType): boolean {
  return baseOf(presentType(type)).kind === 'date and time';
}

/** Stands for the name of the model's zone, which is known where code is written. */
const MODEL_ZONE = 'time zone';

/** What calendar and clock show: those of the model's own zone for a moment; whatever else is given for itself. */
export function shownByClock(of: TypedExpression): TypedExpression {
  if (!isMoment(of.type)) return of;
  const zone: TypedExpression = { kind: 'value', name: MODEL_ZONE, type: { kind: 'text' }, span: of.span };
  return { kind: 'time call', name: 'in zone', args: [of, zone], type: { kind: 'calendar time', zone: MODEL_ZONE }, span: of.span };
}

/** Where the clock of a time, or of a date and time, stands: `''` nowhere, `undefined` where nobody knows. A moment stands everywhere. */
export function zoneOf(type: FeelType): string | undefined {
  const base = baseOf(presentType(type));
  if (base.kind === 'date and time') return 'Z';
  return base.kind === 'time' || base.kind === 'calendar time' ? base.zone : undefined;
}

/** Whether a clock stands somewhere, for certain. */
export function isZoned(type: FeelType): boolean {
  const zone = zoneOf(type);
  return zone !== undefined && zone !== '';
}

/** A zone with a name, whose offset depends on the day. */
export function isNamedZone(zone: string): boolean {
  return /^[A-Z][^:]/i.test(zone);
}

/** Whether two clocks can be told which of them shows the earlier time: both stand nowhere, or both somewhere. */
export function canBeOrdered(left: FeelType, right: FeelType): boolean {
  const [a, b] = [zoneOf(left), zoneOf(right)];
  if (a === undefined || b === undefined) return false;
  if (kindOf(left) === 'time' && a !== b && (isNamedZone(a) || isNamedZone(b))) return false;
  return (a === '') === (b === '');
}

/** What is either the one or the other: a moment beside a clock that stands somewhere is one. Nothing where they do not mix. */
export function commonClock(left: FeelType, right: FeelType): FeelType | undefined {
  const [a, b] = [presentType(left), presentType(right)];
  if (a.kind === 'date and time') return b.kind === 'date and time' || isZoned(b) ? a : undefined;
  if (b.kind === 'date and time') return isZoned(a) ? b : undefined;
  const zone = zoneOf(a);
  if (zone !== undefined && zone === zoneOf(b)) return a;
  return a.kind === 'time' || a.kind === 'calendar time' ? { kind: a.kind } : a;
}
