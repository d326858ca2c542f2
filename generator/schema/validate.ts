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
export function validate(data: PlainData, part: SchemaPart, definitions: Definitions): readonly ShapeError[] {
  const errors: ShapeError[] = [];
  walk(data, part, { definitions, place: undefined, report: (error) => errors.push(error) });
  return errors;
}

type Definitions = Readonly<Record<string, SchemaPart>>;

interface Walk {
  readonly definitions: Definitions;
  /** `undefined` at the top. Its pointer is written only where there is something to say. */
  readonly place: { readonly step: string | number; readonly above: Walk['place'] } | undefined;
  readonly report: (error: ShapeError) => void;
}

function walk(data: PlainData, part: SchemaPart, at: Walk): void {
  const { $ref, type, pattern, items, anyOf, oneOf } = part;
  const fails = (keyword: string): void => at.report({ keyword, pointer: pointerTo(at.place), part });
  if ($ref !== undefined) {
    const referred = at.definitions[$ref.replace('#/$defs/', '')];
    if (referred !== undefined) walk(data, referred, at);
  }
  if (type !== undefined && !(typeof type === 'string' ? isOf(type, data) : type.some((each) => isOf(each, data)))) fails('type');
  if (part.enum?.includes(data) === false) fails('enum');
  if (part.const !== undefined && part.const !== data) fails('const');
  if (typeof data === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(data)) fails('pattern');
  if (typeof data === 'number' && data < (part.minimum ?? data)) fails('minimum');
  if (typeof data === 'number' && data > (part.maximum ?? data)) fails('maximum');
  if (isList(data)) {
    if (data.length < (part.minItems ?? 0)) fails('minItems');
    if (items !== undefined) for (const [index, item] of data.entries()) walk(item, items, { ...at, place: { step: index, above: at.place } });
  } else if (isMap(data)) walkMap(data, part, at);
  if (anyOf?.some((branch) => fits(data, branch, at)) === false) fails('anyOf');
  if (oneOf !== undefined && oneOf.filter((branch) => fits(data, branch, at)).length !== 1) fails('oneOf');
}

function fits(data: PlainData, part: SchemaPart, { definitions }: Walk): boolean {
  let fitting = true;
  walk(data, part, { definitions, place: undefined, report: () => (fitting = false) });
  return fitting;
}

type PlainMap = { readonly [key: string]: PlainData };

function walkMap(data: PlainMap, part: SchemaPart, at: Walk): void {
  const keys = Object.keys(data);
  const fails = (keyword: string, key?: string): void => at.report({ keyword, pointer: pointerTo(at.place), part, ...(key === undefined ? {} : { key }) });
  if (keys.length < (part.minProperties ?? 0)) fails('minProperties');
  else if (keys.length > (part.maxProperties ?? keys.length)) fails('maxProperties');
  for (const key of part.required ?? []) if (!Object.hasOwn(data, key)) fails('required', key);
  for (const key of keys) {
    const known = part.properties !== undefined && Object.hasOwn(part.properties, key) ? part.properties[key] : part.additionalProperties;
    if (known === false) fails('additionalProperties', key);
    else if (known !== undefined && known !== true) walk(data[key] ?? null, known, { ...at, place: { step: key, above: at.place } });
  }
}

/** `/aggregates/Bank account/always/0` */
function pointerTo(place: Walk['place']): string {
  return place === undefined ? '' : `${pointerTo(place.above)}/${String(place.step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
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
