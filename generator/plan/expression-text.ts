import type { TypedExpression } from '../feel/typed-expression.ts';
import { kindOf } from '../feel/types.ts';
import { code, stringLiteral } from './code.ts';
import { writeCondition } from './expression-conditions.ts';
import { carrierOf, writeNumber } from './expression-numbers.ts';
import { writeReference } from './expression-references.ts';
import { writeTime } from './expression-time.ts';
import { type Bindings, called, conditional, infix, method, named, RANK, type Written } from './expression-written.ts';
import { runtimeValue } from './types.ts';

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
      return writeTextCall(typed, bindings);
    default:
      return writeReference(typed, bindings);
  }
}

function writeTextCall(typed: Extract<TypedExpression, { kind: 'call' }>, bindings: Bindings): Written {
  const [first, ...others] = typed.args;
  if (first === undefined) return writeReference(typed, bindings);
  switch (typed.name) {
    case 'string':
      return asText(first, bindings);
    case 'upper case':
      return method(writeText(first, bindings), 'toUpperCase');
    case 'lower case':
      return method(writeText(first, bindings), 'toLowerCase');
    case 'substring':
      return called(runtimeValue('substring'), writeText(first, bindings), ...others.map((other) => writeNumber(other, { kind: 'number' }, bindings)));
    default:
      return writeReference(typed, bindings);
  }
}

/** Every digit of a number, `true` and `false`, ISO 8601. */
function asText(of: TypedExpression, bindings: Bindings): Written {
  switch (kindOf(of.type)) {
    case 'number': {
      const carrier = carrierOf(of.type);
      const number = writeNumber(of, carrier, bindings);
      if (carrier.kind === 'units') return called(runtimeValue('decimalText'), number, String(carrier.digits));
      return carrier.kind === 'number' ? called(code`String`, number) : method(number, 'toFixed');
    }
    case 'yes or no':
      return called(code`String`, writeCondition(of, false, bindings));
    case 'date':
    case 'date and time':
    case 'duration':
      return method(writeTime(of, bindings), 'toString');
    default:
      return writeText(of, bindings);
  }
}
