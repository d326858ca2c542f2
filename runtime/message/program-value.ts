import type { Codec } from './codec.ts';
import { isOptional, itemIn, presentIn, recordIn } from './composed-types.ts';
import type { Json } from './json.ts';

/** Makes the error to throw, of a sentence without its full stop: `lines.0.price must be a bigint, like 2005n for 20.05, and is a number`. */
type Misfit = (sentence: string) => Error;

type Path = readonly (string | number)[];

/**
 * The JSON of a value that a developer's program made, where it is such as `codec` gives when it reads that JSON. A codec by itself trusts the compiler,
 * and would write the number 7 as it writes 7n: seven cents. Throws what `misfit` makes.
 */
export function programJson(codec: Codec<unknown>, value: unknown, misfit: Misfit, path: Path = []): Json {
  if ((value === null || value === undefined) && isOptional(codec)) return null;
  const wrong = (): Error => misfit(`${path.length === 0 ? 'it' : path.join('.')} must be ${expectedInstead(codec, value)}`);
  const item = itemIn(codec);
  if (item !== undefined) {
    if (!Array.isArray(value)) throw wrong();
    return value.map((each: unknown, index) => programJson(item, each, misfit, [...path, index]));
  }
  const fields = recordIn(codec)?.fields;
  if (fields === undefined) return leafJson(codec, value, wrong);
  if (typeof value !== 'object' || value === null) throw wrong();
  return Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, programJson(type, Reflect.get(value, field), misfit, [...path, field])]));
}

function leafJson(codec: Codec<unknown>, value: unknown, wrong: () => Error): Json {
  try {
    const json = codec.encode(value);
    if (kindOf(codec.decode(json)) === kindOf(value)) return json;
  } catch {
    // What a codec expects is JSON; the sentence is to speak of the program.
  }
  throw wrong();
}

/** `Number`, `BigInt`, `Decimal`, `Temporal.PlainDate`. */
const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

interface Expected {
  readonly kind: string;
  readonly words: string;
}

/** `a Temporal.PlainDate, or null, and is text`. Nothing of the value itself: it may be personal. */
function expectedInstead(codec: Codec<unknown>, value: unknown): string {
  const { kind, words } = expected(presentIn(codec));
  const is = kindOf(value);
  return `${words}${isOptional(codec) ? ', or null' : ''}${is === kind ? '' : `, and is ${KINDS_IN_WORDS[is] ?? `a ${is}`}`}`;
}

const KINDS_IN_WORDS: { readonly [kind: string]: string | undefined } = {
  Undefined: 'nothing',
  Null: 'null',
  String: 'text',
  Boolean: 'true or false',
  Number: 'a number',
  BigInt: 'a bigint',
  Array: 'a list',
  Object: 'an object',
  Function: 'a function',
};

function expected({ column, description, schema, decode }: Codec<unknown>): Expected {
  switch (column) {
    case 'text':
    case 'uuid':
      return { kind: 'String', words: description };
    case 'boolean':
      return { kind: 'Boolean', words: description };
    case 'bigint':
      return { kind: 'Number', words: description };
    case 'numeric':
      return expectedDecimal(decode, schema['examples']);
    case 'date':
      return { kind: 'Temporal.PlainDate', words: 'a Temporal.PlainDate' };
    case 'timestamptz':
      return { kind: 'Temporal.Instant', words: 'a Temporal.Instant' };
    case 'interval':
      return { kind: 'Temporal.Duration', words: 'a Temporal.Duration without years and months' };
    case 'json':
      return { kind: schema['type'] === 'array' ? 'Array' : 'Object', words: description };
  }
}

/** Those with a fixed number of digits are held in their smallest unit. */
function expectedDecimal(decode: Codec<unknown>['decode'], examples: Json | undefined): Expected {
  const [example = '0'] = Array.isArray(examples) ? examples : [];
  const value = decode(example);
  return typeof value === 'bigint' ? { kind: 'BigInt', words: `a bigint, like ${value}n for ${example}` } : { kind: kindOf(value), words: `a Decimal, like new Decimal('${example}')` };
}
