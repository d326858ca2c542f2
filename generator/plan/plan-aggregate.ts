import { lineOf } from '../diagnostics/span.ts';
import type { CheckedAggregate } from '../check/checked-model.ts';
import { lifecycleRefusals } from '../check/refusals.ts';
import { otherwise } from './cases.ts';
import { type Code, plain, stringLiteral } from './code.ts';
import { fieldLines } from './fields.ts';
import type { AggregateView, FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { aliased, docComment, unionType } from './layout.ts';
import { messageView } from './messages.ts';
import { docsOf, fileOf, type Planning } from './planning.ts';
import { planDecisions } from './plan-decide.ts';
import { planDefinitions } from './plan-definitions.ts';
import { planFolds } from './plan-evolve.ts';
import { planVersions } from './plan-versions.ts';
import { runtimeType, runtimeValue } from './types.ts';

/** The file of an aggregate: commands, events, state, evolve, decide, in that order. */
export function planAggregate(checked: CheckedAggregate, planning: Planning): FilePlan {
  const { aggregate } = checked;
  const { names, refer } = planning;
  const path = fileOf(aggregate);
  const commands = aggregate.commands.map((command) => messageView(command, planning));
  const events = aggregate.events.map((event) => messageView(event, planning));
  const state = fieldLines(aggregate.state, refer);
  const folds = planFolds(checked, planning);
  const decisions = planDecisions(checked, planning);
  const versions = planVersions(checked.events, planning);
  const definitions = planDefinitions(checked, planning);
  const refusals = unionType(refusalsOf(checked).map((refusal) => plain(stringLiteral(refusal))), names.union(aggregate, 'Refusal').length + 15);
  const pieces: readonly Code[] = [
    ...commands.flatMap((each) => each.codes), ...events.flatMap((each) => each.codes), ...state.codes, ...folds.codes, ...decisions.codes, ...versions.codes, ...definitions.codes,
    runtimeValue('assertNever'), runtimeValue('defineAggregate'), runtimeType('Decision'), runtimeType('Lifecycle'),
  ];
  const view: AggregateView = {
    source: aggregate.span.source.path,
    imports: importLines(pieces, path),
    commands: commands.map((each) => each.view),
    commandUnion: names.union(aggregate, 'Command'),
    commandTypes: unionOf(aggregate.commands.map((command) => names.type(command)), names.union(aggregate, 'Command')),
    events: events.map((each) => each.view),
    eventUnion: names.union(aggregate, 'Event'),
    eventTypes: unionOf(aggregate.events.map((event) => names.type(event)), names.union(aggregate, 'Event')),
    versions: versions.views,
    docs: docComment(docsOf(aggregate)),
    state: names.type(aggregate),
    stateFields: state.lines,
    evolveHead: folds.head,
    folds: folds.folds,
    otherEvent: otherwise('event', aggregate.events),
    refusalUnion: names.union(aggregate, 'Refusal'),
    refusals: aliased(refusals),
    decision: names.union(aggregate, 'Decision'),
    ...decisions.view,
    invariantsDocs: docComment([`What always holds for "${aggregate.name}": the first of it that a state does not keep.`, ...firstInvariantLine(checked)]),
    value: names.value(aggregate),
    name: stringLiteral(aggregate.name),
    about: aggregate.about === undefined ? undefined : stringLiteral(aggregate.about.trim()),
    ...definitions.view,
  };
  return { template: 'aggregate', path, view };
}

/** In the order in which they are judged. */
function refusalsOf(checked: CheckedAggregate): readonly string[] {
  const lifecycle = lifecycleRefusals(checked.aggregate);
  const rules = [...checked.commands.flatMap((command) => command.rules), ...checked.invariants];
  return [...new Set([...lifecycle, ...rules.map((rule) => rule.rule.otherwise.name)])];
}

function unionOf(members: readonly string[], name: string): string {
  return aliased(unionType(members.map(plain), `export type ${name} = `.length));
}

function firstInvariantLine(checked: CheckedAggregate): readonly string[] {
  const first = checked.invariants[0];
  return first === undefined ? [] : [lineOf(first.rule.span)];
}
