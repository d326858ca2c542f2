import type { TimeArithmetic, TypedExpression } from '../feel/typed-expression.ts';
import { kindOf } from '../feel/types.ts';
import { type Code, code } from './code.ts';
import { writeCondition } from './expression-conditions.ts';
import { writeReference } from './expression-references.ts';
import { type Bindings, called, conditional, method, type Written } from './expression-written.ts';
import { runtimeValue } from './types.ts';

/** Dates, moments and durations, as Temporal holds them. */
export function writeTime(typed: TypedExpression, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'time':
      return called(code`${temporalClass(typed)}.from`, `'${typed.text}'`);
    case 'if':
      return conditional(writeCondition(typed.condition, false, bindings), writeTime(typed.then, bindings), writeTime(typed.otherwise, bindings));
    case 'time arithmetic':
      return writeTimeArithmetic(typed, bindings);
    default:
      return writeReference(typed, bindings);
  }
}

/** `Temporal.PlainDate` and its like, which know how to compare. */
export function temporalClass(typed: TypedExpression): Code {
  const temporal = runtimeValue('Temporal');
  switch (kindOf(typed.type)) {
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
  const [leftKind, rightKind] = [kindOf(left.type), kindOf(right.type)];
  const [a, b] = [writeTime(left, bindings), writeTime(right, bindings)];
  if (leftKind === 'duration' && rightKind === 'duration') return method(a, operator === '+' ? 'add' : 'subtract', b);
  if (leftKind === rightKind) return leftKind === 'date' ? method(a, 'since', b) : method(a, 'since', b, "{ largestUnit: 'hour' }");
  const [start, duration] = leftKind === 'duration' ? [b, a] : [a, b];
  return called(runtimeValue(shiftOf(kindOf(typed.type) === 'date', operator)), start, duration);
}

function shiftOf(ofDate: boolean, operator: TimeArithmetic['operator']): 'dateAfter' | 'dateBefore' | 'momentAfter' | 'momentBefore' {
  if (ofDate) return operator === '+' ? 'dateAfter' : 'dateBefore';
  return operator === '+' ? 'momentAfter' : 'momentBefore';
}
