import type { Code } from '../diagnostics/catalogue.ts';
import type { Span } from '../diagnostics/span.ts';
import { partsOf, type TypedExpression } from '../feel/typed-expression.ts';
import type { CheckedAggregate, CheckedClock, CheckedCommand, CheckedPolicy, CheckedReaction, FieldValue, UnmarkedModel } from './checked-model.ts';
import type { Flow } from './flow.ts';

/** What the rules of the model look at. */
export interface View {
  readonly content: UnmarkedModel;
  readonly flow: Flow;
  /** Whether it was said of a part within `span` that it decides nothing, by this code or by any. */
  saidWithin(span: Span, code?: Code): boolean;
}

export function bodiesOfPolicy({ reactions, clock }: CheckedPolicy): readonly (CheckedReaction | CheckedClock)[] {
  return [...reactions, ...(clock === undefined ? [] : [clock])];
}

/** The written values among those of fields. */
export function expressionsOf(values: readonly FieldValue[]): readonly TypedExpression[] {
  return values.flatMap(({ source }) => (source.kind === 'expression' ? [source.expression] : []));
}

export function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}

/** Every condition and value that a command is judged and answered by. */
export function expressionsOfCommand({ rules, emissions }: CheckedCommand): readonly TypedExpression[] {
  return [...rules.map(({ condition }) => condition), ...emissions.flatMap(({ condition, values }) => [...present([condition]), ...expressionsOf(values)])];
}

/** Every value that is written somewhere for a field: in `then`, `sets`, `key`, `starts as`, `becomes`, look-ups. */
export function allValues({ aggregates, policies, readModels }: UnmarkedModel): readonly FieldValue[] {
  return [
    ...aggregates.flatMap(valuesOfAggregate),
    ...policies.flatMap((policy) => bodiesOfPolicy(policy).flatMap((body) => [...body.lookUps.flatMap(({ key }) => key), ...[...body.sends, ...body.ifRefused].flatMap(({ values }) => values)])),
    ...readModels.flatMap(({ startsAs, entries }) => [...startsAs, ...entries.flatMap(({ key, row }) => [...key, ...row])]),
  ];
}

function valuesOfAggregate({ commands, events }: CheckedAggregate): readonly FieldValue[] {
  return [
    ...commands.flatMap(({ emissions }) => emissions.flatMap(({ values }) => values)),
    ...events.flatMap(({ state, earlier }) => [...state, ...earlier.flatMap(({ becomes }) => becomes)]),
  ];
}

/** `expression` and all its parts that `enter` lets in, each given to `visit`. Without recursion: they may be deep. */
export function visitParts(expression: TypedExpression, visit: (part: TypedExpression) => void, enter: (part: TypedExpression) => boolean = () => true): void {
  const open = [expression];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    visit(part);
    if (enter(part)) open.push(...partsOf(part));
  }
}

/** Whether who exactly acts has a part in it. */
export function asksWhoActs(expression: TypedExpression): boolean {
  let asks = false;
  visitParts(expression, (part) => {
    if (part.kind === 'value' && (part.name === 'actor' || part.name === 'actor.id')) asks = true;
  });
  return asks;
}
