import { lifecycleRefusal } from '../check/refusals.ts';
import type { CheckedAggregate, CheckedCommand, CheckedEmission, CheckedRule } from '../check/checked-model.ts';
import { otherwise, switchCases } from './cases.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import { conditionOf, negatedConditionOf } from './expression/expression.ts';
import { bindingsOf, type FunctionBindings, fieldMember } from './fields.ts';
import type { AggregateView } from './file-plan.ts';
import { docComment, functionHead, ifBlock, ifReturn, returned } from './layout.ts';
import { messageLiteral } from './messages.ts';
import { docsOf, type Planning } from './planning.ts';
import { runtimeType, runtimeValue } from './types.ts';

type DecideView = Pick<AggregateView, 'decideHead' | 'lifecycle' | 'dispatch' | 'otherCommand' | 'decisions' | 'invariants'>;

/** `decide`: the lifecycle, then one function a command; and `invariants`. */
export function planDecisions(checked: CheckedAggregate, planning: Planning): { readonly view: DecideView; readonly codes: readonly Code[] } {
  const functions = checked.commands.map((command) => decisionOf(command, checked, planning));
  const usesContext = functions.some((each) => each.parameters.includes('context'));
  const lifecycle = planLifecycle(checked, functions);
  const invariants = planInvariants(checked.invariants, planning);
  const later = functions.map(({ command, answer }) => ({ type: command.command.name, answer: command.begins ? refusedBy(lifecycleRefusal(checked.aggregate, 'exists')) : answer }));
  const { names } = planning;
  const parameters = [`command: ${names.union(checked.aggregate, 'Command')}`, `instance: Lifecycle<${names.type(checked.aggregate)}>`, ...(usesContext ? ['context: CommandContext'] : [])].map(plain);
  return {
    view: {
      decideHead: functionHead('export function decide', parameters, names.union(checked.aggregate, 'Decision')).text,
      lifecycle: lifecycle.map((line) => line.text),
      otherCommand: otherwise('command', functions),
      dispatch: switchCases(later.map(({ type, answer }) => ({ type, body: `      return ${answer.text};` }))),
      decisions: functions.map(({ command, head, body }) => ({ docs: docComment(docsOf(command.command)), head: head.text, body: body.map((line) => line.text) })),
      invariants: invariants.map((line) => line.text),
    },
    codes: [...lifecycle, ...later.map((each) => each.answer), ...functions.flatMap(({ head, body }) => [head, ...body]), ...invariants],
  };
}

interface DecisionFunction {
  readonly command: CheckedCommand;
  readonly parameters: readonly string[];
  readonly head: Code;
  /** How `decide` calls it. */
  readonly answer: Code;
  readonly body: readonly Code[];
}

function decisionOf(command: CheckedCommand, { aggregate }: CheckedAggregate, planning: Planning): DecisionFunction {
  const { names, refer } = planning;
  const bindings = bindingsOf(planning, { command: 'command', state: 'state' }, { now: 'context.now', today: 'context.today', actor: 'context.actor', 'actor.id': 'context.actorId' });
  const eventUnion = names.union(aggregate, 'Event');
  const members = (emission: CheckedEmission): readonly Code[] => emission.values.map((value) => fieldMember(value, bindings, refer));
  const body = [...command.rules.map((rule) => ruleLine(rule, bindings)), ...emissionLines(command.emissions, members, bindings, eventUnion)];
  const parameters = ['command', ...(bindings.used.has('state') ? ['state'] : []), ...(bindings.used.has('context') ? ['context'] : [])];
  const types: { readonly [parameter: string]: Code } = {
    command: plain(`${names.type(command.command)}['data']`),
    state: plain(names.type(aggregate)),
    context: runtimeType('CommandContext'),
  };
  const name = names.value(command.command);
  const written = parameters.map((parameter) => code`${parameter}: ${types[parameter] ?? ''}`);
  const given = parameters.map((parameter) => ({ command: 'command.data', state: 'instance.state', context: 'context' })[parameter]);
  return { command, parameters, head: functionHead(`function ${name}`, written, names.union(aggregate, 'Decision')), answer: plain(`${name}(${given.join(', ')})`), body };
}

function ruleLine({ rule, condition }: CheckedRule, bindings: FunctionBindings): Code {
  return ifReturn(negatedConditionOf(condition, bindings), refusedBy(rule.otherwise.name), 2);
}

function refusedBy(refusal: string): Code {
  return code`${runtimeValue('refused')}(${stringLiteral(refusal)})`;
}

/** Plain `return accepted(…)` for events that are certain, or for one alone; a list that grows where it may be some of several. */
function emissionLines(emissions: readonly CheckedEmission[], members: (emission: CheckedEmission) => readonly Code[], bindings: FunctionBindings, eventUnion: string): readonly Code[] {
  const literal = (emission: CheckedEmission, column: number, indent: number): Code => messageLiteral(emission.event.name, members(emission), column, indent);
  const accepted = runtimeValue('accepted');
  const [first, ...others] = emissions;
  if (first === undefined) return [code`  return ${accepted}();`];
  if (others.length === 0) {
    const only = code`  return ${accepted}(${literal(first, '  return accepted();'.length, 2)});`;
    return first.condition === undefined ? [only] : [ifReturn(negatedConditionOf(first.condition, bindings), code`${accepted}()`, 2), only];
  }
  if (emissions.every((emission) => emission.condition === undefined)) {
    return [code`  return ${accepted}(`, ...emissions.map((emission) => code`    ${literal(emission, 4, 4)},`), plain('  );')];
  }
  const pushes = emissions.map((emission) => {
    if (emission.condition === undefined) return code`  events.push(${literal(emission, '  events.push();'.length, 2)});`;
    return ifBlock(conditionOf(emission.condition, bindings), code`    events.push(${literal(emission, '    events.push();'.length, 4)});`, 2);
  });
  return [plain(`  const events: ${eventUnion}[] = [];`), ...pushes, code`  return ${accepted}(...events);`];
}

/** What is said before any rule: by an instance that has ended, is not there, or is there already. */
function planLifecycle({ aggregate }: CheckedAggregate, functions: readonly DecisionFunction[]): readonly Code[] {
  const ended = aggregate.ends.length === 0 ? [] : [code`  if (instance.stage === 'ended') return ${refusedBy(lifecycleRefusal(aggregate, 'ended'))};`];
  const missing = refusedBy(lifecycleRefusal(aggregate, 'missing'));
  const beginnings = functions.filter((each) => each.command.begins);
  const [only, ...others] = beginnings;
  if (only === undefined) return [...ended, code`  if (instance.stage === 'not begun') return ${missing};`];
  const test = (each: DecisionFunction): string => `command.type === ${stringLiteral(each.command.command.name)}`;
  const lines = others.length === 0 && functions.length > 1
    ? [returned(code`${test(only)} ? ${only.answer} : ${missing}`, 4)]
    : [...beginnings.map((each) => code`    if (${test(each)}) return ${each.answer};`), ...(functions.length > beginnings.length ? [code`    return ${missing};`] : [])];
  return [...ended, plain("  if (instance.stage === 'not begun') {"), ...lines, plain('  }')];
}

function planInvariants(invariants: readonly CheckedRule[], planning: Planning): readonly Code[] {
  const bindings = bindingsOf(planning, { state: 'state' }, {});
  return invariants.map(({ rule, condition }) => ifReturn(negatedConditionOf(condition, bindings), stringLiteral(rule.otherwise.name), 2));
}
