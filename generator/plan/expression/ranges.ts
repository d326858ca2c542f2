import type { FeelType, Relation, Sameness, TypedExpression, Within } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { type Code, code } from '../code.ts';
import { writeCondition } from './conditions.ts';
import { carrierOf, writeNumber } from './numbers.ts';
import { orderOf } from './order.ts';
import { writeReference } from './references.ts';
import { writeText } from './text.ts';
import { writeTime, writeTimeAs } from './time.ts';
import { type Bindings, called, conditional, primary, type Written } from './written.ts';
import { runtimeValue } from '../types.ts';

/** A range whose ends are held as values of `of` are. */
export function writeRange(typed: TypedExpression, of: FeelType, bindings: Bindings): Written {
  if (typed.kind === 'if') return conditional(writeCondition(typed.condition, false, bindings), writeRange(typed.then, of, bindings), writeRange(typed.otherwise, of, bindings));
  if (typed.kind !== 'range') return writeReference(typed, bindings);
  const end = (part: TypedExpression | undefined): Code => (part === undefined ? code`null` : writeEnd(part, of, bindings).code);
  return primary(code`{ start: ${end(typed.low)}, startIncluded: ${String(typed.lowIncluded)}, end: ${end(typed.high)}, endIncluded: ${String(typed.highIncluded)} }`);
}

function writeEnd(typed: TypedExpression, of: FeelType, bindings: Bindings): Written {
  switch (kindOf(of)) {
    case 'number':
      return writeNumber(typed, carrierOf(of), bindings);
    case 'date':
    case 'time':
    case 'date and time':
    case 'duration':
    case 'years and months duration':
      return writeTimeAs(typed, of, bindings);
    default:
      return writeText(typed, bindings);
  }
}

/** `before`, `overlaps`, …: a single value is the range that holds nothing else. */
export function writeRelation({ name, left, right, of }: Relation, bindings: Bindings): Written {
  const side = (typed: TypedExpression): Written => (kindOf(typed.type) === 'range' ? writeRange(typed, of, bindings) : called(runtimeValue('onlyValue'), writeEnd(typed, of, bindings)));
  const member = name.replaceAll(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return called(code`${runtimeValue('intervals')}.${member}`, side(left), side(right), primary(orderOf(of)));
}

export function writeWithin({ of, range }: Within, bindings: Bindings): Written {
  const type = range.type.kind === 'range' ? range.type.of : of.type;
  return called(runtimeValue('isWithin'), writeEnd(of, type, bindings), writeRange(range, type, bindings), primary(orderOf(type)));
}

export function writeSameRange(left: TypedExpression, right: TypedExpression, of: FeelType, bindings: Bindings): Written {
  return called(runtimeValue('sameRange'), writeRange(left, of, bindings), writeRange(right, of, bindings), primary(orderOf(of)));
}

/** By the same clock. */
export function writeSameness({ left, right }: Sameness, bindings: Bindings): Written {
  return called(runtimeValue(kindOf(left.type) === 'time' ? 'identicalTime' : 'identicalCalendarTime'), writeTime(left, bindings), writeTime(right, bindings));
}
