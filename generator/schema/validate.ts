import type { PlainData } from './plain-data.ts';

/** What our schema says of a value: the words of JSON Schema that it uses, and those that our sentences need. */
export interface SchemaPart {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly PlainData[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaPart>>;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly enum?: readonly PlainData[];
  readonly const?: PlainData;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SchemaPart;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
  /** What it is, in a sentence: `a command`. */
  readonly 'x-called'?: string;
  /** What may stand there, in a sentence: `a name or a list of names`. */
  readonly 'x-wants'?: string;
  /** The definition whose words and examples hold here. */
  readonly 'x-of'?: string;
}

type SchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';

/** One thing that is not as the schema wants it. */
export interface ShapeError {
  /** Of the schema, that was not met: `required`. */
  readonly keyword: string;
  /** Where in the data: `/aggregates/Bank account`. */
  readonly pointer: string;
  /** The key that is missing, or that nobody knows. */
  readonly key?: string;
  readonly part: SchemaPart;
}

/**
 * Everything in which `data` is not as `part` wants it. A walk over the schema as it stands: making a validator of it
 * first, as libraries do, takes longer than all the rest of compiling a model. A test holds it to the answers of one.
 */
export function validate(data: PlainData, part: SchemaPart, definitions: Readonly<Record<string, SchemaPart>>, pointer = ''): readonly ShapeError[] {
  const fails = (keyword: string, isMet: boolean): readonly ShapeError[] => (isMet ? [] : [{ keyword, pointer, part }]);
  const referred = part.$ref === undefined ? undefined : definitions[part.$ref.replace('#/$defs/', '')];
  return [
    ...(referred === undefined ? [] : validate(data, referred, definitions, pointer)),
    ...fails('type', part.type === undefined || [part.type].flat().some((type) => isOf(type, data))),
    ...fails('enum', part.enum === undefined || part.enum.includes(data)),
    ...fails('const', part.const === undefined || part.const === data),
    ...(typeof data === 'string' ? fails('pattern', part.pattern === undefined || new RegExp(part.pattern, 'u').test(data)) : []),
    ...(typeof data === 'number' ? [...fails('minimum', data >= (part.minimum ?? data)), ...fails('maximum', data <= (part.maximum ?? data))] : []),
    ...(isList(data) ? [...fails('minItems', data.length >= (part.minItems ?? 0)), ...data.flatMap((item, index) => (part.items === undefined ? [] : validate(item, part.items, definitions, `${pointer}/${index}`)))] : []),
    ...(isMap(data) ? errorsInMap(data, part, definitions, pointer) : []),
    ...fails('anyOf', part.anyOf === undefined || part.anyOf.some((branch) => validate(data, branch, definitions).length === 0)),
    ...fails('oneOf', part.oneOf === undefined || part.oneOf.filter((branch) => validate(data, branch, definitions).length === 0).length === 1),
  ];
}

type PlainMap = { readonly [key: string]: PlainData };

function errorsInMap(data: PlainMap, part: SchemaPart, definitions: Readonly<Record<string, SchemaPart>>, pointer: string): readonly ShapeError[] {
  const keys = Object.keys(data);
  const counted = keys.length < (part.minProperties ?? 0) ? ['minProperties'] : keys.length > (part.maxProperties ?? keys.length) ? ['maxProperties'] : [];
  const missing = (part.required ?? []).filter((key) => !Object.hasOwn(data, key));
  return [
    ...counted.map((keyword) => ({ keyword, pointer, part })),
    ...missing.map((key) => ({ keyword: 'required', pointer, key, part })),
    ...keys.flatMap((key): readonly ShapeError[] => {
      const value = data[key] ?? null;
      const known = part.properties !== undefined && Object.hasOwn(part.properties, key) ? part.properties[key] : part.additionalProperties;
      if (known === false) return [{ keyword: 'additionalProperties', pointer, key, part }];
      return known === undefined || known === true ? [] : validate(value, known, definitions, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }),
  ];
}

function isMap(data: PlainData): data is PlainMap {
  return data !== null && typeof data === 'object' && !isList(data);
}

function isList(data: PlainData): data is readonly PlainData[] {
  return Array.isArray(data);
}

function isOf(type: SchemaType, data: PlainData): boolean {
  switch (type) {
    case 'null':
      return data === null;
    case 'array':
      return isList(data);
    case 'object':
      return isMap(data);
    case 'integer':
      return typeof data === 'number' && Number.isInteger(data);
    case 'number':
      return typeof data === 'number' && Number.isFinite(data);
    case 'string':
    case 'boolean':
      return typeof data === type;
  }
}
