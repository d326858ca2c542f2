import { isMoment } from '../../feel/clocks.ts';
import type { FeelType } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { type Code, code } from '../code.ts';
import { carrierOf } from './numbers.ts';
import { temporalClass } from './time.ts';
import { runtimeValue } from '../types.ts';

const NUMBERS = { number: 'compareNumbers', units: 'compareUnits', decimal: 'compareDecimals' } as const;

/** The function that puts two values of `type` in order: negative when the first comes first. */
export function orderOf(type: FeelType): Code {
  switch (kindOf(type)) {
    case 'number':
      return runtimeValue(NUMBERS[carrierOf(type).kind]);
    case 'yes or no':
      return runtimeValue('compareTruths');
    case 'time':
      return runtimeValue('compareTimes');
    case 'date and time':
      return isMoment(type) ? code`${temporalClass(type)}.compare` : runtimeValue('compareCalendarTimes');
    case 'date':
    case 'duration':
      return code`${temporalClass(type)}.compare`;
    case 'years and months duration':
      return runtimeValue('compareMonths');
    default:
      return runtimeValue('compareText');
  }
}
