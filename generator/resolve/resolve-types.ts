import { diagnose } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawName, RawType } from '../schema/raw-model.ts';
import { stickyIdentifier } from './identifier.ts';
import { resolveLimits } from './limits.ts';
import type { ChoiceType, LimitedType, NamedType } from './model.ts';
import { checkExpressionName } from './name-rules.ts';
import type { Limits, ValueType } from './value-type.ts';
import { isLost, withArticle, type Resolving } from './world.ts';

const BASIC = ['text', 'yes or no', 'whole number', 'decimal', 'date', 'date and time', 'duration', 'identifier'] as const;
type Basic = (typeof BASIC)[number];

/** What people from elsewhere call the basic types. */
const OTHER_WORDS: Readonly<Record<string, Basic>> = {
  string: 'text', str: 'text', varchar: 'text', char: 'text', number: 'whole number', integer: 'whole number', int: 'whole number', long: 'whole number', bigint: 'whole number',
  float: 'decimal', double: 'decimal', numeric: 'decimal', amount: 'decimal', boolean: 'yes or no', bool: 'yes or no', 'yes/no': 'yes or no', 'true or false': 'yes or no',
  datetime: 'date and time', 'date time': 'date and time', timestamp: 'date and time', moment: 'date and time', instant: 'date and time', time: 'date and time',
  uuid: 'identifier', guid: 'identifier', id: 'identifier', period: 'duration', interval: 'duration',
};

/** Resolves `types`: each one's base through all the types it is made of, and its limits against that base. */
export function resolveTypes(raws: readonly RawType[], resolving: Resolving): readonly NamedType[] {
  const byName = new Map<string, RawType>();
  for (const raw of raws) if (!byName.has(raw.name.text)) byName.set(raw.name.text, raw);
  const state: TypesState = { resolving, byName, done: new Map(), under: [] };
  return raws.flatMap((raw) => {
    const type = byName.get(raw.name.text) === raw ? resolveType(raw, state) : undefined;
    if (type === undefined) return [];
    resolving.world.things.type.set(raw.name.text, type);
    return [type];
  });
}

interface TypesState {
  readonly resolving: Resolving;
  readonly byName: ReadonlyMap<string, RawType>;
  /** `undefined` for one that is broken. */
  readonly done: Map<RawType, NamedType | undefined>;
  /** Those being resolved, outermost first: meeting one again is a circle. */
  readonly under: RawType[];
}

function resolveType(raw: RawType, state: TypesState): NamedType | undefined {
  if (state.done.has(raw)) return state.done.get(raw);
  const start = state.under.indexOf(raw);
  if (start !== -1) {
    const circle = [...state.under.slice(start), raw].map((each) => `"${each.name.text}"`).join(' is ');
    state.resolving.report(diagnose('type-made-of-itself', raw.is?.span ?? raw.name.span, { path: circle }));
    state.under.slice(start).forEach((each) => state.done.set(each, undefined));
    return undefined;
  }
  state.under.push(raw);
  const type = namedType(raw, state);
  state.under.pop();
  if (!state.done.has(raw)) state.done.set(raw, type);
  return state.done.get(raw);
}

function namedType(raw: RawType, state: TypesState): NamedType | undefined {
  if (isBasic(raw.name.text.toLowerCase()) || /^(optional|list of) /.test(raw.name.text)) state.resolving.report(diagnose('type-name-is-basic', raw.name.span, { name: raw.name.text }));
  if (raw.oneOf !== undefined) return choiceType(raw, raw.oneOf, state.resolving);
  return raw.is === undefined ? undefined : limitedType(raw, raw.is, state);
}

function named(raw: RawType): { readonly name: string; readonly identifier: string; readonly about?: string; readonly span: Span; readonly incomplete?: true } {
  return { name: raw.name.text, identifier: stickyIdentifier(raw.name.text), ...(raw.about === undefined ? {} : { about: raw.about }), span: raw.name.span, ...(raw.incomplete ? { incomplete: true } : {}) };
}

function choiceType(raw: RawType, members: readonly RawName[], { report }: Resolving): ChoiceType | undefined {
  for (const limit of raw.limits) report(diagnose('limit-on-one-of', limit.keySpan, { limit: limit.key }));
  const kept: { name: string; span: Span }[] = [];
  for (const member of members) {
    checkExpressionName(member, report);
    const first = kept.find((each) => each.name === member.text);
    if (first === undefined) kept.push({ name: member.text, span: member.span });
    else report(diagnose('member-twice', member.span, { name: member.text }, [{ span: first.span, sentence: 'It stands here for the first time.' }]));
  }
  return kept.length === 0 ? undefined : { kind: 'choice type', ...named(raw), members: kept };
}

function limitedType(raw: RawType, is: RawName, state: TypesState): LimitedType | undefined {
  const { report } = state.resolving;
  const refuse = (why: string): undefined => {
    report(diagnose('type-not-basic', is.span, { name: is.text, why }));
    return undefined;
  };
  if (is.text.startsWith('optional ')) return refuse('"optional" belongs to a field');
  if (is.text.startsWith('list of ')) return refuse('a list is none');
  const base = baseOf(is, state);
  if (base === undefined) return undefined;
  if (base === 'not basic') return refuse(`"${is.text}" is a list of names`);
  const limits = resolveLimits(raw, base.type, base.limits, report);
  const type = base.type.kind === 'decimal' && limits.digits !== undefined ? { ...base.type, digits: limits.digits } : base.type;
  return { kind: 'limited type', ...named(raw), base: type, limits };
}

interface Base {
  readonly type: ValueType;
  /** Of the named type it is made of, which hold as well. */
  readonly limits: { readonly of: string; readonly limits: Limits } | undefined;
}

function baseOf(is: RawName, state: TypesState): Base | 'not basic' | undefined {
  const basic = basicType(is.text);
  if (basic !== undefined) return { type: basic, limits: undefined };
  const other = state.byName.get(is.text);
  if (other === undefined) {
    reportUnknownType(is, state.resolving, is.span);
    return undefined;
  }
  const type = resolveType(other, state);
  if (type === undefined) return undefined;
  return type.kind === 'limited type' ? { type: type.base, limits: { of: type.name, limits: type.limits } } : 'not basic';
}

function isBasic(text: string): text is Basic {
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
    resolving.report(diagnose('not-supported-yet', written.span, { what: text }));
    valueType(text.slice('list of '.length).trim(), written, resolving);
    return undefined;
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

function reportUnknownType(name: RawName, { world, report }: Resolving, span: Span): void {
  const other = world.declared.get(name.text);
  if (other?.kind === 'type') return;
  const known = [...BASIC, ...[...world.declared].filter(([, each]) => each.kind === 'type').map(([text]) => text)];
  const word = OTHER_WORDS[name.text.toLowerCase()];
  const { nearest, certain } = word === undefined ? nearestOf(name.text, known) : { nearest: word, certain: true };
  if (other === undefined && isLost(name, world.lost)) return;
  if (other === undefined) report(diagnose('unknown-type', span, { name: name.text, nearest, certain }));
  else report(diagnose('wrong-kind-of-name', span, { name: name.text, is: withArticle(other.kind), place: 'a field', wanted: 'a type', nearest, certain }));
}
