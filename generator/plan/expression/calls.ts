import type { Call, FunctionName, PatternCall, TypedExpression } from '../../feel/typed-expression.ts';
import { code } from '../code.ts';
import { stringLiteral } from '../code.ts';
import { decimalCarrier, numberCarrier, writeNumber } from './numbers.ts';
import { writeText } from './text.ts';
import { type Bindings, called, method, named, primary, type Written } from './written.ts';
import { runtimeValue } from '../types.ts';
import type { RuntimeName } from '../runtime-names.ts';

/** The runtime's name for each function whose arguments and result are what they are everywhere. */
const CALLS: { readonly [name in FunctionName]?: RuntimeName } = {
  sqrt: 'squareRoot', log: 'logarithm', exp: 'exponential', power: 'power', number: 'readNumber',
  'substring at': 'substringAt', 'substring before': 'substringBefore', 'substring after': 'substringAfter', substring: 'substring',
};
/** Those of them that may find no result. */
const NULLABLE: ReadonlySet<FunctionName> = new Set<FunctionName>(['sqrt', 'log', 'exp', 'power', 'number', 'substring at']);

/** Whether what is written for `typed` may be `null`, whatever is known of it. */
export function mayBeNull(typed: TypedExpression): boolean {
  return typed.kind === 'call' && NULLABLE.has(typed.name);
}

/** A call as it stands, `null` where it finds nothing; `undefined` of the functions that are written in another way. */
export function writeRawCall(typed: Call | PatternCall, bindings: Bindings): Written | undefined {
  if (typed.kind === 'pattern call') return writePatternCall(typed, bindings);
  const name = CALLS[typed.name];
  if (name === undefined) return undefined;
  return called(runtimeValue(name), ...givenArguments(typed, bindings));
}

/** A call whose result is there: it was asked for before, or its arguments show it. */
export function writePresentCall(typed: Call | PatternCall, bindings: Bindings): Written | undefined {
  const raw = writeRawCall(typed, bindings);
  return raw !== undefined && mayBeNull(typed) ? called(runtimeValue('present'), raw) : raw;
}

function givenArguments({ name, args }: Call, bindings: Bindings): readonly Written[] {
  switch (name) {
    case 'sqrt':
    case 'log':
    case 'exp':
    case 'power':
      return args.map((arg) => writeNumber(arg, decimalCarrier, bindings));
    case 'number':
      return withoutNulls(args).map((arg) => (arg.kind === 'nothing' ? named('null') : writeText(arg, bindings)));
    case 'substring':
    case 'substring at':
      return args.map((arg, index) => (index === 0 ? writeText(arg, bindings) : writeNumber(arg, numberCarrier, bindings)));
    default:
      return args.map((arg) => writeText(arg, bindings));
  }
}

/** `null` at the end is what the runtime takes for left out. */
function withoutNulls(args: readonly TypedExpression[]): readonly TypedExpression[] {
  const last = args.findLastIndex((arg) => arg.kind !== 'nothing');
  return args.slice(0, last + 1);
}

function writePatternCall({ name, of, pattern, replacement }: PatternCall, bindings: Bindings): Written {
  const expression = primary(code`/${pattern.source}/${pattern.flags}`);
  const text = writeText(of, bindings);
  switch (name) {
    case 'matches':
      return called(runtimeValue('matches'), text, expression);
    case 'replace':
      return called(runtimeValue('replaced'), text, expression, stringLiteral(replacement));
    case 'split':
      return called(runtimeValue('splitText'), text, expression);
  }
}

/** What stands for itself wherever it is written, as text is. */
export function writeTextCall(typed: Call, bindings: Bindings): Written | undefined {
  const [first] = typed.args;
  if (first === undefined) return undefined;
  if (typed.name === 'upper case') return method(writeText(first, bindings), 'toUpperCase');
  return typed.name === 'lower case' ? method(writeText(first, bindings), 'toLowerCase') : writePresentCall(typed, bindings);
}
