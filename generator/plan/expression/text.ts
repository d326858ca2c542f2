import { isMoment } from '../../feel/clocks.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { code, stringLiteral } from '../code.ts';
import { writePresentCall, writeTextCall } from './calls.ts';
import { writeCondition } from './conditions.ts';
import { carrierOf, isExact, unitsCarrier, writeNumber } from './numbers.ts';
import { writeReference } from './references.ts';
import { writeTime } from './time.ts';
import { present, writeTimeCall } from './time-calls.ts';
import { writeZone } from './time-parts.ts';
import { type Bindings, called, conditional, infix, method, named, RANK, type Written } from './written.ts';
import { runtimeValue } from '../types.ts';

/** Text, identifiers and members of a `one of` type: all of them strings. */
export function writeText(typed: TypedExpression, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'text':
      return named(stringLiteral(typed.value));
    case 'member':
      return named(stringLiteral(typed.member));
    case 'if':
      return conditional(writeCondition(typed.condition, false, bindings), writeText(typed.then, bindings), writeText(typed.otherwise, bindings));
    case 'concatenation':
      return infix(writeText(typed.left, bindings), '+', writeText(typed.right, bindings), RANK.sum);
    case 'call':
      return typed.name === 'string' ? writeString(typed, bindings) : (writeTextCall(typed, bindings) ?? writeReference(typed, bindings));
    case 'time call':
      return writeTimeCall(typed, bindings);
    case 'time part':
      return present(typed, writeZone(typed, bindings));
    case 'pattern call':
      return writePresentCall(typed, bindings) ?? writeReference(typed, bindings);
    default:
      return writeReference(typed, bindings);
  }
}

function writeString(typed: Extract<TypedExpression, { kind: 'call' }>, bindings: Bindings): Written {
  const [of] = typed.args;
  return of === undefined ? writeReference(typed, bindings) : asText(of, bindings);
}

/** Every digit of a number, `true` and `false`, ISO 8601. */
function asText(of: TypedExpression, bindings: Bindings): Written {
  switch (kindOf(of.type)) {
    case 'number': {
      const own = carrierOf(of.type);
      // A sum of whole numbers may be beyond what JavaScript's own can show to the last digit.
      const carrier = own.kind === 'number' && !isExact(of) ? unitsCarrier(0) : own;
      const number = writeNumber(of, carrier, bindings);
      if (carrier.kind === 'units' && carrier.digits > 0) return called(runtimeValue('decimalText'), number, String(carrier.digits));
      return carrier.kind === 'decimal' ? method(number, 'toFixed') : called(code`String`, number);
    }
    case 'yes or no':
      return called(code`String`, writeCondition(of, false, bindings));
    case 'date':
      return called(runtimeValue('dateText'), writeTime(of, bindings));
    case 'time':
      return called(runtimeValue('clockTimeText'), writeTime(of, bindings));
    case 'date and time':
      return isMoment(of.type) ? method(writeTime(of, bindings), 'toString') : called(runtimeValue('calendarTimeText'), writeTime(of, bindings));
    case 'duration':
      return called(runtimeValue('durationText'), writeTime(of, bindings));
    case 'years and months duration':
      return called(runtimeValue('monthDurationText'), writeTime(of, bindings));
    default:
      return writeText(of, bindings);
  }
}
