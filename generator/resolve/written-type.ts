import { diagnose } from '../diagnostics/diagnostic.ts';
import { type Nearest, nearestOf } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawName } from '../schema/raw-model.ts';
import type { ValueType } from './value-type.ts';
import { isLost, namesOfKinds, withArticle, type Resolving } from './world.ts';

const BASIC = ['text', 'yes or no', 'whole number', 'decimal', 'date', 'date and time', 'duration', 'identifier'] as const;
type Basic = (typeof BASIC)[number];

/** What people from elsewhere call the basic types. */
const OTHER_WORDS: Readonly<Record<string, Basic>> = {
  string: 'text', str: 'text', varchar: 'text', char: 'text', number: 'whole number', integer: 'whole number', int: 'whole number', long: 'whole number', bigint: 'whole number',
  float: 'decimal', double: 'decimal', numeric: 'decimal', amount: 'decimal', boolean: 'yes or no', bool: 'yes or no', 'yes/no': 'yes or no', 'true or false': 'yes or no',
  datetime: 'date and time', 'date time': 'date and time', timestamp: 'date and time', moment: 'date and time', instant: 'date and time', time: 'date and time',
  uuid: 'identifier', guid: 'identifier', id: 'identifier', period: 'duration', interval: 'duration',
};

export function isBasic(text: string): text is Basic {
  return BASIC.some((basic) => basic === text);
}

export function basicType(text: string): ValueType | undefined {
  return isBasic(text) ? { kind: text } : undefined;
}

/** The type written for a field; `undefined` where it was reported. */
export function resolveValueType(written: RawName, resolving: Resolving): ValueType | undefined {
  return valueType(written.text, written, resolving);
}

function valueType(text: string, written: RawName, resolving: Resolving): ValueType | undefined {
  const span = endOf(written, text);
  if (text.startsWith('optional ')) {
    const of = valueType(text.slice('optional '.length).trim(), written, resolving);
    if (of?.kind !== 'optional') return of === undefined ? undefined : { kind: 'optional', of };
    resolving.report(diagnose('optional-twice', written.span, {}));
    return of;
  }
  if (text.startsWith('list of ')) {
    const of = valueType(text.slice('list of '.length).trim(), written, resolving);
    return of === undefined ? undefined : { kind: 'list', of };
  }
  const basic = basicType(text);
  if (basic !== undefined) return basic;
  const type = resolving.world.things.type.get(text);
  if (type !== undefined) return { kind: 'named', type };
  reportUnknownType({ text, span }, resolving, span);
  return undefined;
}

/** The last part of what was written, where that stands in one piece. */
function endOf(written: RawName, part: string): Span {
  const { source, start, end } = written.span;
  return source.text.slice(start, end).endsWith(part) ? { source, start: end - part.length, end } : written.span;
}

export function reportUnknownType(name: RawName, { world, report }: Resolving, span: Span): void {
  const other = world.declared.get(name.text);
  if (other?.kind === 'type') return;
  const known = [...BASIC, ...namesOfKinds(['type'], world)];
  const { nearest, certain } = meantBy(name.text, known);
  if (other === undefined && isLost(name, world.lost)) return;
  if (other === undefined) report(diagnose('unknown-type', span, { name: name.text, nearest, certain, own: namesOfKinds(['type'], world) }));
  else report(diagnose('wrong-kind-of-name', span, { name: name.text, is: withArticle(other.kind), place: 'a field', wanted: 'a type', nearest, certain }, [{ span: other.span, sentence: 'It is declared here.' }]));
}

/** As other languages say it, or misspelt. */
function meantBy(text: string, known: readonly string[]): Nearest {
  const inner = (wrapped: string): string => meantBy(wrapped.trim(), known).nearest ?? wrapped.trim();
  const list = /^(?:list|array|set|collection)?\s*[<[(]\s*([^<>[\]()]+?)\s*[>\])]$/i.exec(text)?.[1] ?? /^([^<>[\]()]+?)\s*\[\]$/.exec(text)?.[1] ?? /^(?:lists?|array|set|collection)(?: of)? (.+)$/i.exec(text)?.[1];
  if (list !== undefined) return { nearest: `list of ${inner(list)}`, certain: true };
  const optional = /^(.+?)\s*\?$/.exec(text)?.[1] ?? /^(?:option|optional|maybe|nullable)[<( ]\s*([^<>()]+?)\s*[>)]?$/i.exec(text)?.[1] ?? /^(.+) (?:or null|\| null|or nothing|or none|optional)$/i.exec(text)?.[1];
  if (optional !== undefined) return { nearest: `optional ${inner(optional)}`, certain: true };
  const word = Object.hasOwn(OTHER_WORDS, text.toLowerCase()) ? OTHER_WORDS[text.toLowerCase()] : undefined;
  return word === undefined ? (known.includes(text) ? { nearest: text, certain: true } : nearestOf(text, known)) : { nearest: word, certain: true };
}

/** `Order line` of `optional list of Order line`. */
export function innermost(text: string): string {
  const inner = /^(?:optional|list of) +(.*)$/.exec(text)?.[1];
  return inner === undefined ? text : innermost(inner);
}
