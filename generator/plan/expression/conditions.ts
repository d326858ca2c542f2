import { OPPOSITE } from '../../feel/facts-of.ts';
import type { Call, Presence, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { code } from '../code.ts';
import { writeComparison } from './comparison.ts';
import { mayBeNull, writePresentCall, writeRawCall } from './calls.ts';
import { carrierOf, isExact, numberCarrier, unitsCarrier, writeNumber } from './numbers.ts';
import { writeRelation, writeSameness, writeWithin } from './ranges.ts';
import { writeReference } from './references.ts';
import { writeText } from './text.ts';
import { mayBeNoTime } from './time-calls.ts';
import { writeTime } from './time.ts';
import { type Bindings, conditional, infix, method, named, primary, RANK, type Written, within } from './written.ts';

/** Something that is true or false, or its opposite: the negation goes down to the comparisons, where it is another sign. */
export function writeCondition(typed: TypedExpression, negated: boolean, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'truth':
      return named(String(typed.value !== negated));
    case 'all':
      return negated ? joined(typed.parts, false, true, bindings) : joined(typed.parts, true, false, bindings);
    case 'any':
      return negated ? joined(typed.parts, true, true, bindings) : joined(typed.parts, false, false, bindings);
    case 'not':
      return writeCondition(typed.of, !negated, bindings);
    case 'comparison':
      return writeComparison(typed, negated ? OPPOSITE[typed.operator] : typed.operator, bindings);
    case 'presence':
      return writePresence(typed, negated, bindings);
    case 'if':
      return conditional(writeCondition(typed.condition, false, bindings), writeCondition(typed.then, negated, bindings), writeCondition(typed.otherwise, negated, bindings));
    case 'call':
      return writeCall(typed, negated, bindings);
    case 'relation':
      return opposite(writeRelation(typed, bindings), negated);
    case 'within':
      return opposite(writeWithin(typed, bindings), negated);
    case 'sameness':
      return opposite(writeSameness(typed, bindings), negated);
    case 'pattern call':
      return opposite(writePresentCall(typed, bindings) ?? writeReference(typed, bindings), negated);
    default:
      return opposite(writeReference(typed, bindings), negated);
  }
}

function opposite(written: Written, negated: boolean): Written {
  return negated ? { code: code`!${within(written, RANK.unary)}`, rank: RANK.unary } : written;
}

/** `a && (b || c)`; `a && b || c` has brackets too, so that nobody has to remember which goes first. */
function joined(parts: readonly TypedExpression[], all: boolean, negated: boolean, bindings: Bindings): Written {
  const rank = all ? RANK.and : RANK.or;
  const texts = parts.map((part) => {
    const written = writeCondition(part, negated, bindings);
    return written.rank > RANK.and || written.rank === rank ? written.code : code`(${written.code})`;
  });
  return { code: texts.reduce((sofar, text) => code`${sofar} ${all ? '&&' : '||'} ${text}`), rank };
}

function writePresence({ of, present }: Presence, negated: boolean, bindings: Bindings): Written {
  const there = present !== negated;
  if (of.kind === 'arithmetic' || of.kind === 'time arithmetic' || (of.kind === 'rounding' && of.of.kind === 'arithmetic')) return zeroTest(of, !there, bindings);
  return infix(writeRaw(of, bindings), there ? '!==' : '===', named('null'), RANK.equality);
}

/** Whether the divisor of a quotient is, or is not, zero. */
export function zeroTest(quotient: TypedExpression, isZero: boolean, bindings: Bindings): Written {
  const inner = quotient.kind === 'rounding' ? quotient.of : quotient;
  if (inner.kind === 'time arithmetic') return opposite(primary(code`${within(writeTime(inner.right, bindings), RANK.primary)}.blank`), !isZero);
  if (inner.kind !== 'arithmetic') return named(String(!isZero));
  const { right } = inner;
  const carrier = carrierOf(right.type);
  if (carrier.kind === 'decimal') {
    const zero = method(writeNumber(right, carrier, bindings), 'isZero');
    return opposite(zero, !isZero);
  }
  const used = carrier.kind === 'number' && !isExact(right) ? unitsCarrier(0) : carrier;
  return infix(writeNumber(right, used, bindings), isZero ? '===' : '!==', named(used.kind === 'number' ? '0' : '0n'), RANK.equality);
}

/** A value that may be missing, as it lies. */
export function writeRaw(typed: TypedExpression, bindings: Bindings): Written {
  if (typed.kind === 'if') return conditional(writeCondition(typed.condition, false, bindings), writeRaw(typed.then, bindings), writeRaw(typed.otherwise, bindings));
  if (mayBeNoTime(typed)) return kindOf(typed.type) === 'text' ? writeText(typed, bindings) : writeTime(typed, bindings);
  if (typed.kind === 'call' && mayBeNull(typed)) return writeRawCall(typed, bindings) ?? writeReference(typed, bindings);
  return typed.kind === 'field' || typed.kind === 'nothing' || typed.kind === 'value' ? writeReference(typed, bindings) : writeText(typed, bindings);
}

function writeCall(typed: Call, negated: boolean, bindings: Bindings): Written {
  const { name, args } = typed;
  const [first, second] = args;
  if (first === undefined) return writeReference(typed, bindings);
  if (name === 'even' || name === 'odd') {
    const carrier = isExact(first) ? numberCarrier : unitsCarrier(0);
    const [two, zero] = carrier.kind === 'number' ? ['2', '0'] : ['2n', '0n'];
    const rest = infix(writeNumber(first, carrier, bindings), '%', named(two), RANK.product);
    return infix(rest, (name === 'even') !== negated ? '===' : '!==', named(zero), RANK.equality);
  }
  const methodName = { contains: 'includes', 'starts with': 'startsWith', 'ends with': 'endsWith' }[String(name)];
  if (methodName === undefined || second === undefined) return writeReference(typed, bindings);
  return opposite(method(writeText(first, bindings), methodName, writeText(second, bindings)), negated);
}
