import type { ContextType, ListType } from './list-expression.ts';
import { propertiesOf, type PropertyType } from './properties.ts';
import { commonType } from './typing/type-logic.ts';
import { type FeelType, partsOf, type TypedExpression } from './typed-expression.ts';
import { decimalOf, isWhole, kindOf, optionalOf, presentType } from './types.ts';

/** The type of a list with these items; what they have not in common is held side by side. */
export function listOf(items: readonly FeelType[]): ListType {
  if (items.length === 0) return { kind: 'list', of: { kind: 'nothing' }, empty: true };
  return { kind: 'list', of: commonItem(items), atLeast: items.length };
}

/** A list of which nobody knows how many items it has. */
export function someOf(of: FeelType): ListType {
  return { kind: 'list', of };
}

/** `type` without what is known of its length. */
export function anyLength(type: ListType): ListType {
  return type.empty === true ? type : someOf(type.of);
}

export function isList(type: FeelType): type is ListType {
  return type.kind === 'list';
}

/** What an item of a list is; nothing of the list `[]`. */
export function itemOf(type: FeelType): FeelType {
  const present = presentType(type);
  return present.kind === 'list' ? present.of : present;
}

export function atLeastOf(type: FeelType): number {
  const present = presentType(type);
  return present.kind === 'list' ? (present.atLeast ?? 0) : 1;
}

function commonItem(types: readonly FeelType[]): FeelType {
  const common = types.reduce<FeelType | undefined>((sofar, type) => (sofar === undefined ? undefined : commonType(sofar, type)), types[0]);
  return common ?? mixedOf(types);
}

/** One type a kind, so that numbers are held in one way. */
export function mixedOf(types: readonly FeelType[]): FeelType {
  const flat = types.flatMap((type) => (presentType(type).kind === 'mixed' ? membersOf(presentType(type)) : [presentType(type)]));
  const members: FeelType[] = [];
  for (const type of flat.filter(({ kind }) => kind !== 'nothing')) {
    const at = members.findIndex((each) => commonType(each, type) !== undefined);
    const common = at === -1 ? undefined : commonType(members[at] ?? type, type);
    if (common === undefined) members.push(type);
    else members[at] = common;
  }
  const mixed: FeelType = { kind: 'mixed', of: members };
  return types.some((type) => type.kind === 'optional' || type.kind === 'nothing') ? optionalOf(mixed) : mixed;
}

function membersOf(type: FeelType): readonly FeelType[] {
  return type.kind === 'mixed' ? type.of : [type];
}

/** The common type of two lists, or of two contexts with the same entries. */
export function commonComposed(a: FeelType, b: FeelType): FeelType | undefined {
  if (a.kind === 'list' && b.kind === 'list') return commonList(a, b);
  if (a.kind === 'mixed' || b.kind === 'mixed') return mixedOf([a, b]);
  const [left, right] = [propertiesOf(a), propertiesOf(b)];
  if (kindOf(a) !== 'record' || kindOf(b) !== 'record' || !isLeftOut(left, right, b) || !isLeftOut(right, left, a)) return undefined;
  const entries: ContextType['entries'][number][] = [];
  for (const entry of left) {
    const other = right.find((each) => each.name === entry.name);
    if (other === undefined) continue;
    const type = commonType(entry.type, other.type);
    if (type === undefined) return undefined;
    entries.push({ ...entry, type });
  }
  return { kind: 'context', entries };
}

/** Whether all that `others` have and `own` do not may be left out: optional fields of a record. */
function isLeftOut(own: readonly PropertyType[], others: readonly PropertyType[], owner: FeelType): boolean {
  return others.every((other) => own.some(({ name }) => name === other.name) || (owner.kind === 'named' && other.type.kind === 'optional'));
}

function commonList(a: ListType, b: ListType): ListType | undefined {
  if (a.empty === true) return anyLength(b);
  if (b.empty === true) return anyLength(a);
  const of = commonType(a.of, b.of);
  const atLeast = Math.min(a.atLeast ?? 0, b.atLeast ?? 0);
  return of === undefined ? undefined : { kind: 'list', of, ...(atLeast === 0 ? {} : { atLeast }) };
}

/**
 * The type of a value that is kept and looked at later. A whole number that was computed may be beyond what JavaScript's own
 * numbers hold to the last digit, so it is kept as a decimal without digits after the point.
 */
export function keptType(typed: TypedExpression): FeelType {
  if (!isWhole(typed.type) || kindOf(typed.type) !== 'number' || isCertain(typed)) return typed.type;
  return typed.type.kind === 'optional' ? optionalOf(decimalOf(0)) : decimalOf(0);
}

const COMPUTED = new Set<TypedExpression['kind']>(['arithmetic', 'power', 'rounding', 'negative']);

function isCertain(typed: TypedExpression): boolean {
  if (COMPUTED.has(typed.kind)) return false;
  if (typed.kind === 'list call') return typed.name === 'count';
  if (typed.kind === 'if') return isCertain(typed.then) && isCertain(typed.otherwise);
  return typed.kind !== 'call' || typed.name === 'string length' || partsOf(typed).every(isCertain);
}
