import type { Arithmetic, RoundingMode, TypedExpression } from '../../generator/feel/typed-expression.ts';

/** An exact number: `over / under`, `under` above zero. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

export type Value = Ratio | boolean | null;

/** What the fields and values of a scope are, by the words they are written with: `command.quantity`. */
export type World = ReadonlyMap<string, Value>;

/**
 * A second reading of typed expressions, from the definition of FEEL and nothing else: numbers are ratios of integers, and
 * a division is rounded to 34 digits where it is not rounded otherwise.
 */
export function interpret(typed: TypedExpression, world: World): Value {
  const inner = (part: TypedExpression): Value => interpret(part, world);
  switch (typed.kind) {
    case 'number':
      return { over: typed.units, under: 10n ** BigInt(typed.digits) };
    case 'truth':
      return typed.value;
    case 'field':
      return world.get(`${typed.role.kind}.${typed.field.identifier}`) ?? null;
    case 'arithmetic':
      return arithmetic(typed, world);
    case 'negative':
      return times(ratio(inner(typed.of)), { over: -1n, under: 1n });
    case 'power':
      return Array.from({ length: typed.exponent }).reduce<Ratio>((sofar) => times(sofar, ratio(inner(typed.base))), { over: 1n, under: 1n });
    case 'rounding':
      return rounding(typed.of, typed.mode, typed.digits, world);
    case 'comparison':
      return compared(typed.operator, inner(typed.left), inner(typed.right));
    case 'presence':
      return (inner(typed.of) !== null) === typed.present;
    case 'all':
      return typed.parts.every((part) => inner(part) === true);
    case 'any':
      return typed.parts.some((part) => inner(part) === true);
    case 'not':
      return inner(typed.of) !== true;
    case 'if':
      return inner(typed.condition) === true ? inner(typed.then) : inner(typed.otherwise);
    case 'call':
      return called(typed.name, typed.args.map(inner));
    default:
      throw new Error(`Not interpreted: ${typed.kind}`);
  }
}

export function ratio(value: Value): Ratio {
  if (value === null || typeof value === 'boolean') throw new Error('A number was expected.');
  return value;
}

function arithmetic({ operator, left, right }: Arithmetic, world: World): Value {
  const [a, b] = [ratio(interpret(left, world)), ratio(interpret(right, world))];
  switch (operator) {
    case '+':
      return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
    case '-':
      return { over: a.over * b.under - b.over * a.under, under: a.under * b.under };
    case '*':
      return times(a, b);
    case '/':
      return b.over === 0n ? null : to34Digits(divided(a, b));
    case 'modulo': {
      if (b.over === 0n) return null;
      const floor = rounded(divided(a, b), 'floor');
      return { over: a.over * b.under - floor * b.over * a.under, under: a.under * b.under };
    }
  }
}

function times(a: Ratio, b: Ratio): Ratio {
  return { over: a.over * b.over, under: a.under * b.under };
}

function divided(a: Ratio, b: Ratio): Ratio {
  const [over, under] = [a.over * b.under, a.under * b.over];
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

function rounding(of: TypedExpression, mode: RoundingMode, digits: number, world: World): Value {
  const quotient = of.kind === 'arithmetic' && of.operator === '/';
  const [a, b] = quotient ? [ratio(interpret(of.left, world)), ratio(interpret(of.right, world))] : [ratio(interpret(of, world)), { over: 1n, under: 1n }];
  if (b.over === 0n) return null;
  const exact = divided(a, b);
  const unit = 10n ** BigInt(Math.abs(digits));
  if (digits >= 0) return { over: rounded({ over: exact.over * unit, under: exact.under }, mode), under: unit };
  return { over: rounded({ over: exact.over, under: exact.under * unit }, mode) * unit, under: 1n };
}

/** By the distance to the two whole numbers around it. */
function rounded({ over, under }: Ratio, mode: RoundingMode): bigint {
  const rest = ((over % under) + under) % under;
  const below = (over - rest) / under;
  if (rest === 0n) return below;
  const above = below + 1n;
  const [nearZero, farFromZero] = over < 0n ? [above, below] : [below, above];
  const nearer = rest * 2n === under ? undefined : rest * 2n < under ? below : above;
  switch (mode) {
    case 'floor':
      return below;
    case 'ceiling':
      return above;
    case 'up':
      return farFromZero;
    case 'down':
      return nearZero;
    case 'half up':
      return nearer ?? farFromZero;
    case 'half down':
      return nearer ?? nearZero;
    case 'half even':
      return nearer ?? (below % 2n === 0n ? below : above);
  }
}

function to34Digits(exact: Ratio): Ratio {
  if (exact.over === 0n) return exact;
  let scale = 0;
  const size = (): bigint => {
    const over = exact.over < 0n ? -exact.over : exact.over;
    return scale >= 0 ? (over * 10n ** BigInt(scale)) / exact.under : over / (exact.under * 10n ** BigInt(-scale));
  };
  while (size() >= 10n ** 34n) scale -= 1;
  while (size() < 10n ** 33n) scale += 1;
  const unit = 10n ** BigInt(Math.abs(scale));
  if (scale >= 0) return { over: rounded({ over: exact.over * unit, under: exact.under }, 'half even'), under: unit };
  return { over: rounded({ over: exact.over, under: exact.under * unit }, 'half even') * unit, under: 1n };
}

function compared(operator: string, left: Value, right: Value): boolean {
  const difference = typeof left === 'boolean' ? Number(left) - Number(right) : sign(ratio(left), ratio(right));
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    default:
      return difference >= 0;
  }
}

function sign(a: Ratio, b: Ratio): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function called(name: string, args: readonly Value[]): Value {
  const numbers = args.map(ratio);
  const least = (order: 1 | -1): Ratio => numbers.reduce((a, b) => (sign(b, a) * order < 0 ? b : a));
  switch (name) {
    case 'abs':
      return numbers.map(({ over, under }) => ({ over: over < 0n ? -over : over, under }))[0] ?? null;
    case 'min':
      return least(1);
    case 'max':
      return least(-1);
    case 'even':
      return numbers[0] !== undefined && numbers[0].over % (2n * numbers[0].under) === 0n;
    case 'odd':
      return numbers[0] !== undefined && numbers[0].over % (2n * numbers[0].under) !== 0n;
    default:
      throw new Error(`Not interpreted: ${name}`);
  }
}
