import { Temporal } from 'temporal-polyfill';
import { constantNumber } from './constant-number.ts';
import type { TypedExpression } from './typed-expression.ts';

/** Whether two literals of a kind stand in falling order; `false` of clocks with a zone and of years far away. */
export function isDescending(low: TypedExpression, high: TypedExpression): boolean {
  if (low.kind === 'text' && high.kind === 'text') return low.value > high.value;
  if (low.kind === 'time' && high.kind === 'time') return timeOrder(low.type.kind, low.text, high.text) > 0;
  const [from, to] = [constantNumber(low), constantNumber(high)];
  return from !== undefined && to !== undefined && from.gt(to);
}

function timeOrder(kind: string, low: string, high: string): number {
  if ([low, high].some((written) => /Z$|@|:[0-9.]+[+-]|^-?[0-9]{5}|^-[0-9]/.test(written))) return 0;
  switch (kind) {
    case 'date':
      return Temporal.PlainDate.compare(low, high);
    case 'time':
      return Temporal.PlainTime.compare(low, high);
    case 'calendar time':
      return Temporal.PlainDateTime.compare(low, high);
    case 'duration':
      return Temporal.Duration.compare(low, high);
    case 'years and months duration':
      return monthsOf(low) - monthsOf(high);
    default:
      return 0;
  }
}

function monthsOf(written: string): number {
  const { years, months } = Temporal.Duration.from(written);
  return years * 12 + months;
}
