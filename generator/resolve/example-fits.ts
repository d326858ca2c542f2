import { compareExact, exactNumber, neededDigits } from './exact-number.ts';
import type { Limits, ValueType } from './value-type.ts';

/** Why a value is none of this type with these limits, as the end of a sentence; `undefined` when it is. */
export function exampleMisfit(text: string, base: ValueType, limits: Limits): string | undefined {
  switch (base.kind) {
    case 'text':
      return textMisfit(text, limits);
    case 'whole number':
    case 'decimal':
      return numberMisfit(text, base, limits);
    case 'yes or no':
      return text === 'true' || text === 'false' ? undefined : 'is neither true nor false';
    case 'date':
      return isDate(text) ? undefined : 'is no date, such as 2026-11-23';
    case 'date and time':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) && isDate(text.slice(0, 10)) ? undefined : 'is no date and time with its zone, such as 2026-11-23T12:00:00Z';
    case 'duration':
      return /^-?P(?=.)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(text) ? undefined : 'is no duration, such as P2DT12H';
    case 'identifier':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? undefined : 'is no identifier, such as 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11';
    case 'optional':
    case 'list':
    case 'named':
      return undefined;
  }
}

function isDate(text: string): boolean {
  const [year = NaN, month = NaN, day = NaN] = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split('-').map(Number) : [];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function textMisfit(text: string, limits: Limits): string | undefined {
  const length = [...text].length;
  if (limits.matches !== undefined && !new RegExp(`^(?:${limits.matches})$`, 'u').test(text)) return `does not match ${limits.matches}`;
  if (limits.minLength !== undefined && length < limits.minLength) return `has ${length} characters, and the shortest allowed has ${limits.minLength}`;
  if (limits.maxLength !== undefined && length > limits.maxLength) return `has ${length} characters, and the longest allowed has ${limits.maxLength}`;
  return undefined;
}

function numberMisfit(text: string, base: ValueType, limits: Limits): string | undefined {
  const number = exactNumber(text);
  if (number === undefined) return 'is no number';
  const digits = base.kind === 'whole number' ? 0 : limits.digits;
  if (digits !== undefined && neededDigits(number) > digits) return digits === 0 ? 'is no whole number' : `has more than ${digits} digits after the point`;
  const than = (bound: string | undefined): number => {
    const other = bound === undefined ? undefined : exactNumber(bound);
    return other === undefined ? NaN : compareExact(number, other);
  };
  if (than(limits.atLeast) < 0) return `is less than ${limits.atLeast}`;
  if (than(limits.atMost) > 0) return `is more than ${limits.atMost}`;
  if (than(limits.above) <= 0) return `is not above ${limits.above}`;
  if (than(limits.below) >= 0) return `is not below ${limits.below}`;
  return undefined;
}
