import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import type { Aggregate, Command } from '../../resolve/model.ts';
import { isBeginning, isEnding, isUnsure } from '../check-aggregate.ts';
import type { CheckedScenario, Literal, TypedExample } from '../checked-model.ts';
import { lifecycleRefusal } from '../refusals.ts';
import { ruleOfParts } from './rule.ts';
import { instanceOf, scenariosOf } from './scenarios.ts';

/** Commands in scenarios that what is given lets begin too late, act too early or after the end, while `then` says otherwise. */
export const exampleOutOfLifeRule = ruleOfParts(['refused-by-lifecycle', 'not-refused-by-lifecycle'], ({ content }, report) => {
  for (const { checked } of scenariosOf(content)) askScenario(checked, report);
});

type Standing = 'not begun' | 'begun' | 'ended';

function askScenario(checked: CheckedScenario, report: Report): void {
  const { scenario } = checked;
  const lived = lifeBefore(checked);
  if (lived === undefined || scenario.when === undefined) return;
  const { command, standing, refusal } = lived;
  const { then } = scenario;
  const told = then.kind === 'refused' ? then.refusal : undefined;
  const about = { command: command.name, aggregate: command.aggregate.name, standing };
  // A name that the command is never refused as was reported.
  const known = told === undefined || isOfLifecycle(told, command) || isOfRules(told, command);
  if (refusal !== undefined && refusal !== told && known) {
    report(diagnose('refused-by-lifecycle', told === undefined ? scenario.when.span : then.span, { ...about, refusal }));
  } else if (refusal === undefined && told !== undefined && isOfLifecycle(told, command)) {
    report(diagnose('not-refused-by-lifecycle', then.span, { ...about, refusal: told }));
  }
}

interface Lived {
  readonly command: Command;
  readonly standing: Standing;
  /** What the command is refused as because of it. */
  readonly refusal: string | undefined;
}

/** How things stand for the command under `when`, where that is known. */
export function lifeBefore({ given, when }: CheckedScenario): Lived | undefined {
  if (when?.kind !== 'example' || when.message.kind !== 'command') return undefined;
  const command = when.message;
  // Shape and limits are judged before the lifecycle.
  if (isUnsure([command, command.aggregate]) || when.values.some(({ value }) => breaksLimit(value))) return undefined;
  const standing = standingOf(command.aggregate, when, given.filter((step) => step.kind === 'example'));
  return standing === undefined ? undefined : { command, standing, refusal: refusalAt(standing, command) };
}

/** What an instance has gone through before; nothing where that is not known, or can not have been. */
function standingOf(aggregate: Aggregate, now: TypedExample, given: readonly TypedExample[]): Standing | undefined {
  const instance = instanceOf(now);
  const own = given.filter(({ message }) => message.kind === 'event' && message.aggregate === aggregate);
  if (instance === undefined || aggregate.begins.length === 0 || own.some((each) => instanceOf(each) === undefined)) return undefined;
  const events = own.filter((each) => instanceOf(each) === instance).flatMap(({ message }) => (message.kind === 'event' ? [message] : []));
  if (events.some((event, index) => isBeginning(event) !== (index === 0) || (isEnding(event) && index < events.length - 1))) return undefined;
  const last = events.at(-1);
  return last === undefined ? 'not begun' : isEnding(last) ? 'ended' : 'begun';
}

function refusalAt(standing: Standing, { aggregate, then }: Command): string | undefined {
  const begins = then.some(({ event }) => isBeginning(event));
  switch (standing) {
    case 'ended':
      return lifecycleRefusal(aggregate, 'ended');
    case 'begun':
      return begins ? lifecycleRefusal(aggregate, 'exists') : undefined;
    case 'not begun':
      return begins ? undefined : lifecycleRefusal(aggregate, 'missing');
  }
}

/** One that its command can have at all. A rule may have taken such a name for its own. */
function isOfLifecycle(refusal: string, command: Command): boolean {
  const { aggregate } = command;
  return !isOfRules(refusal, command) && (['begun', 'not begun', 'ended'] as const).some((standing) => (standing !== 'ended' || aggregate.ends.length > 0) && refusalAt(standing, command) === refusal);
}

function isOfRules(refusal: string, { aggregate, rules }: Command): boolean {
  return [...rules, ...aggregate.invariants].some(({ otherwise }) => otherwise.name === refusal);
}

function breaksLimit(value: Literal): boolean {
  switch (value.kind) {
    case 'nothing':
      return false;
    case 'literal':
      return value.breaksLimit;
    case 'list':
      return value.items.some(breaksLimit);
    case 'record':
      return value.values.some((each) => breaksLimit(each.value));
  }
}
