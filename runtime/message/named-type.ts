import type { Codec } from './codec.ts';

/** A named type over one that has no limits of its own, such as a date: its codec, and how a value gets its brand. */
export interface NamedType<Base, T extends Base> extends Codec<T> {
  of(value: Base): T;
  /** Reads the JSON form; throws a sentence when it is not of this type. */
  parse(json: string): T;
}

/** A type of the model with a name of its own: the values of `base`, under a brand that keeps it apart from other types. */
export function namedType<Base, T extends Base>(name: string, base: Codec<Base>): NamedType<Base, T> {
  const of = (value: Base): T => value as T;
  const decode: Codec<T>['decode'] = (json) => of(base.decode(json));
  return {
    schema: { ...base.schema, title: name },
    column: base.column,
    description: base.description,
    decode,
    encode: (value) => base.encode(value),
    brokenLimit: (value, called) => base.brokenLimit(value, called),
    of,
    parse: (json) => decode(base.column === 'boolean' ? json === 'true' : json),
  };
}
