import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawName, RawType } from '../schema/raw-model.ts';
import { resolveFields } from './fields.ts';
import { stickyIdentifier } from './identifier.ts';
import { resolveLimits } from './limits.ts';
import type { ChoiceType, LimitedType, NamedType, RecordType } from './model.ts';
import { checkExpressionName } from './name-rules.ts';
import type { Limits, ValueType } from './value-type.ts';
import type { Resolving } from './world.ts';
import { basicType, innermost, isBasic, reportUnknownType } from './written-type.ts';

/** Resolves `types`: each one's base through all the types it is made of, and its limits against that base. */
export function resolveTypes(raws: readonly RawType[], resolving: Resolving): readonly NamedType[] {
  const byName = new Map<string, RawType>();
  for (const raw of raws) if (!byName.has(raw.name.text)) byName.set(raw.name.text, raw);
  const state: TypesState = { resolving, byName, done: new Map(), under: [] };
  return raws.flatMap((raw) => {
    const type = byName.get(raw.name.text) === raw ? resolveType(raw, state) : undefined;
    return type === undefined ? [] : [type];
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
  if (!state.done.has(raw)) {
    state.done.set(raw, type);
    if (type !== undefined) state.resolving.world.things.type.set(raw.name.text, type);
  }
  return state.done.get(raw);
}

function namedType(raw: RawType, state: TypesState): NamedType | undefined {
  if (isBasic(raw.name.text.toLowerCase()) || /^(optional|list of) /.test(raw.name.text)) state.resolving.report(diagnose('type-name-is-basic', raw.name.span, { name: raw.name.text }));
  if (raw.oneOf !== undefined) return choiceType(raw, raw.oneOf, state.resolving);
  if (raw.with !== undefined) return recordType(raw, raw.with, state);
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

/** The types of its fields come first: one that holds itself has no smallest value. */
function recordType(raw: RawType, fields: NonNullable<RawType['with']>, state: TypesState): RecordType | undefined {
  const { resolving } = state;
  for (const limit of raw.limits) resolving.report(diagnose('limit-on-record', limit.keySpan, { limit: limit.key, type: raw.name.text }));
  for (const { type } of fields.fields) {
    const other = state.byName.get(innermost(type.text));
    if (other !== undefined && state.under.includes(other)) return reportCircle(other, type.span, state);
    if (other !== undefined) resolveType(other, state);
  }
  const owner = resolveFields(fields, `The type "${raw.name.text}"`, undefined, resolving);
  const incomplete = owner.lost.length > 0 || owner.broken.size > 0;
  if (owner.fields.length === 0 && !incomplete) resolving.report(diagnose('record-without-fields', raw.name.span, { type: raw.name.text }));
  return { kind: 'record type', ...named(raw), fields: owner.fields, ...(incomplete ? { incomplete: true } : {}) };
}

function reportCircle(raw: RawType, span: Span, state: TypesState): undefined {
  const start = state.under.indexOf(raw);
  const circle = [...state.under.slice(start), raw].map((each) => `"${each.name.text}"`).join(' is made of ');
  state.resolving.report(diagnose('type-made-of-itself', span, { path: circle }));
  state.under.slice(start).forEach((each) => state.done.set(each, undefined));
  return undefined;
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
  return { kind: 'limited type', ...named(raw), base: type, limits, ...(base.narrows === undefined ? {} : { narrows: base.narrows }) };
}

interface Base {
  readonly type: ValueType;
  /** Of the named type it is made of, which hold as well. */
  readonly limits: { readonly of: string; readonly limits: Limits } | undefined;
  readonly narrows?: LimitedType;
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
  return type.kind === 'limited type' ? { type: type.base, limits: { of: type.name, limits: type.limits }, narrows: type } : 'not basic';
}
