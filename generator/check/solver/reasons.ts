import type { TypedExpression } from '../../feel/typed-expression.ts';
import { type Condition, conditionOf } from './condition.ts';
import { lengthsOf } from './lengths-of.ts';
import { type Kept, keysRead, limitsOf } from './limits-of.ts';
import { canHold } from './satisfiable.ts';

/** A condition that holds at some place, and what it came from. */
export interface Given<Origin> {
  readonly origin: Origin;
  readonly expression: TypedExpression;
}

/** Why something can not be: those of the given that it takes, and what types say, in words. */
export interface Reasons<Origin> {
  readonly origins: readonly Origin[];
  readonly limits: readonly string[];
}

/**
 * Why `asked` never holds (or with `holds` false: why it always does) where all of `given` hold and values are what their
 * types let them be; `undefined` where nothing is certain. `kept` says whose limits count: values may be older than those.
 */
export function reasonsAgainst<Origin>(asked: TypedExpression, holds: boolean, given: readonly Given<Origin>[], kept: Kept | 'by nobody' = 'all'): Reasons<Origin> | undefined {
  // `require: false` switches a command off, and says so itself.
  if (keysRead(asked).size === 0) return undefined;
  const related = relatedTo(asked, given);
  const expressions = [asked, ...related.map((each) => each.expression)];
  const parts: Part<Origin>[] = [
    ...related.map((each) => ({ condition: conditionOf(each.expression), origin: each.origin })),
    ...(kept === 'by nobody' ? [] : expressions.flatMap((each) => limitsOf(each, kept))),
    ...lengthsOf(expressions),
  ];
  const question = conditionOf(asked, holds);
  if (canHold([question, ...parts.map(({ condition }) => condition)])) return undefined;
  const needed = withoutNeedless(question, parts);
  return {
    origins: needed.flatMap((part) => (part.origin === undefined ? [] : [part.origin])),
    limits: [...new Set(needed.flatMap((part) => part.words ?? []))],
  };
}

interface Part<Origin> {
  readonly condition: Condition;
  readonly origin?: Origin;
  readonly words?: string;
}

/** Beyond so many nothing is looked for that could be left out. */
const MOST_PARTS = 40;

/** Rules are left out before limits, the last ones first: what remains is the nearest reason. */
function withoutNeedless<Origin>(question: Condition, parts: readonly Part<Origin>[]): readonly Part<Origin>[] {
  if (parts.length > MOST_PARTS) return parts;
  let needed = parts;
  for (const part of parts) {
    const fewer = needed.filter((each) => each !== part);
    if (!canHold([question, ...fewer.map(({ condition }) => condition)])) needed = fewer;
  }
  return needed;
}

/** Those that have to do with what is asked, directly or by way of others. */
function relatedTo<Origin>(asked: TypedExpression, given: readonly Given<Origin>[]): readonly Given<Origin>[] {
  const keys = new Set(keysRead(asked));
  let open = given.map((each) => ({ each, reads: keysRead(each.expression) }));
  const related = new Set<Given<Origin>>();
  for (let found = true; found; ) {
    const near = open.filter(({ reads }) => reads.size === 0 || [...reads].some((key) => keys.has(key)));
    found = near.length > 0;
    for (const { each, reads } of near) {
      related.add(each);
      for (const key of reads) keys.add(key);
    }
    open = open.filter(({ each }) => !related.has(each));
  }
  return given.filter((each) => related.has(each));
}
