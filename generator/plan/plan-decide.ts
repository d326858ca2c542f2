import { lifecycleRefusal } from '../check/refusals.ts';
import type { CheckedAggregate, CheckedCommand, CheckedEmission, CheckedRule } from '../check/checked-model.ts';
import type { DeclaredCall, TypedExpression } from '../feel/typed-expression.ts';
import { otherwise, switchCases } from './cases.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import { type Bindings, conditionOf, negatedConditionOf } from './expression/expression.ts';
import { bindingsOf, type FunctionBindings, fieldMember } from './fields.ts';
import type { AggregateView } from './file-plan.ts';
import { docComment, functionHead, ifBlock, ifReturn, memberName, returned } from './layout.ts';
import { messageLiteral } from './messages.ts';
import type { Names } from './names.ts';
import { docsOf, type Planning } from './planning.ts';
import { type Statement, withSharedCalls } from './shared-calls.ts';
import { runtimeType, runtimeValue } from './types.ts';

type DecideView = Pick<AggregateView, 'decideHead' | 'lifecycle' | 'dispatch' | 'otherCommand' | 'decisions' | 'invariants'>;

/** `decide`: the lifecycle, then one function a command; and `invariants`. */
export function planDecisions(checked: CheckedAggregate, planning: Planning): { readonly view: DecideView; readonly codes: readonly Code[] } {
  const functions = checked.commands.map((command) => decisionOf(command, checked, planning));
  const usesContext = functions.some((each) => each.parameters.includes('context'));
  const lifecycle = planLifecycle(checked, functions);
  const invariants = planInvariants(checked.invariants, planning);
  const later = functions.map(({ command, answer }) => ({ type: command.command.name, answer: command.begins && !onlyBegins(functions) ? refusedBy(lifecycleRefusal(checked.aggregate, 'exists')) : answer }));
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
  const members = (emission: CheckedEmission, within: Bindings): readonly Code[] => emission.values.map((value) => fieldMember(value, within, refer));
  const statements = [...command.rules.map(ruleStatement), ...emissionStatements(command.emissions, members, eventUnion)];
  const body = withSharedCalls({ statements, bindings, nameOf: (call, key, taken) => nameForCall(call, key, taken, command, bindings, names) });
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

function ruleStatement({ rule, condition }: CheckedRule): Statement {
  return { certain: [condition], write: (bindings) => [ifReturn(negatedConditionOf(condition, bindings), refusedBy(rule.otherwise.name), 2)] };
}

function refusedBy(refusal: string): Code {
  return code`${runtimeValue('refused')}(${stringLiteral(refusal)})`;
}

type Members = (emission: CheckedEmission, bindings: Bindings) => readonly Code[];

/** Plain `return accepted(…)` for events that are certain, or for one alone; a list that grows where it may be some of several. */
function emissionStatements(emissions: readonly CheckedEmission[], members: Members, eventUnion: string): readonly Statement[] {
  const accepted = runtimeValue('accepted');
  const literal = (emission: CheckedEmission, column: number, indent: number, bindings: Bindings): Code => messageLiteral(emission.event.name, members(emission, bindings), column, indent);
  const [first, ...others] = emissions;
  if (first === undefined) return [{ certain: [], write: () => [code`  return ${accepted}();`] }];
  if (others.length === 0) {
    const only: Statement = { certain: valuesOf(first), write: (bindings) => [code`  return ${accepted}(${literal(first, '  return accepted();'.length, 2, bindings)});`] };
    const { condition } = first;
    return condition === undefined ? [only] : [{ certain: [condition], write: (bindings) => [ifReturn(negatedConditionOf(condition, bindings), code`${accepted}()`, 2)] }, only];
  }
  if (emissions.every((emission) => emission.condition === undefined)) {
    const certain = emissions.flatMap(valuesOf);
    return [{ certain, write: (bindings) => [code`  return ${accepted}(`, ...emissions.map((emission) => code`    ${literal(emission, 4, 4, bindings)},`), plain('  );')] }];
  }
  const pushes = emissions.map((emission): Statement => {
    const { condition } = emission;
    if (condition === undefined) return { certain: valuesOf(emission), write: (bindings) => [code`  events.push(${literal(emission, '  events.push();'.length, 2, bindings)});`] };
    return { certain: [condition], write: (bindings) => [ifBlock(conditionOf(condition, bindings), code`    events.push(${literal(emission, '    events.push();'.length, 4, bindings)});`, 2)] };
  });
  return [{ certain: [], write: () => [plain(`  const events: ${eventUnion}[] = [];`)] }, ...pushes, { certain: [], write: () => [code`  return ${accepted}(...events);`] }];
}

function valuesOf({ values }: CheckedEmission): readonly TypedExpression[] {
  return values.flatMap(({ source }) => (source.kind === 'expression' ? [source.expression] : []));
}

/** Like the field that it is the value of, where there is one: an expert has found a word for it. */
function nameForCall(call: DeclaredCall, key: string, taken: readonly string[], { emissions }: CheckedCommand, bindings: FunctionBindings, names: Names): string {
  const fields = emissions.flatMap(({ values }) => values).filter(({ source }) => source.kind === 'expression' && source.expression.kind === 'declared call' && bindings.declared(source.expression, bindings).code.text === key);
  const result = `${names.value(call.function)}Result`;
  const numbered = taken.map((_, index) => `${result}${index + 2}`);
  return [...fields.map(({ field }) => field.identifier), result, ...numbered].find((name) => !taken.includes(name) && !names.isTaken(name) && memberName(name) === name) ?? result;
}

/** Whether nothing more can be asked of an instance that is there. */
function onlyBegins(functions: readonly DecisionFunction[]): boolean {
  return functions.length > 0 && functions.every(({ command }) => command.begins);
}

/** What is said before any rule: by an instance that has ended, is not there, or is there already. */
function planLifecycle({ aggregate }: CheckedAggregate, functions: readonly DecisionFunction[]): readonly Code[] {
  const ended = aggregate.ends.length === 0 ? [] : [code`  if (instance.stage === 'ended') return ${refusedBy(lifecycleRefusal(aggregate, 'ended'))};`];
  if (onlyBegins(functions)) return [...ended, code`  if (instance.stage !== 'not begun') return ${refusedBy(lifecycleRefusal(aggregate, 'exists'))};`];
  const missing = refusedBy(lifecycleRefusal(aggregate, 'missing'));
  const beginnings = functions.filter((each) => each.command.begins);
  const [only, ...others] = beginnings;
  if (only === undefined) return [...ended, code`  if (instance.stage === 'not begun') return ${missing};`];
  const test = (each: DecisionFunction): string => `command.type === ${stringLiteral(each.command.command.name)}`;
  const lines = others.length === 0
    ? [returned(code`${test(only)} ? ${only.answer} : ${missing}`, 4)]
    : [...beginnings.map((each) => code`    if (${test(each)}) return ${each.answer};`), code`    return ${missing};`];
  return [...ended, plain("  if (instance.stage === 'not begun') {"), ...lines, plain('  }')];
}

function planInvariants(invariants: readonly CheckedRule[], planning: Planning): readonly Code[] {
  const bindings = bindingsOf(planning, { state: 'state' }, {});
  return invariants.map(({ rule, condition }) => ifReturn(negatedConditionOf(condition, bindings), stringLiteral(rule.otherwise.name), 2));
}
