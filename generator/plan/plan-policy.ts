import { lineOf } from '../diagnostics/span.ts';
import type { CheckedLookUp, CheckedPolicy, CheckedReaction, CheckedSend } from '../check/checked-model.ts';
import type { Command, Policy, Request } from '../resolve/model.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import { conditionOf, negatedConditionOf } from './expression.ts';
import { bindingsOf, derivedIdentity, type FunctionBindings, fieldMember, rowVariable } from './fields.ts';
import type { FilePlan, PolicyView } from './file-plan.ts';
import { importLines } from './imports.ts';
import { arrayLiteral, docComment, generic, ifBlock, ifReturn, member, memberName, objectLiteral, WIDTH } from './layout.ts';
import { messageLiteral } from './messages.ts';
import { docsOf, fileOf, type Planning } from './planning.ts';
import { runtimeType, runtimeValue } from './types.ts';

/** The file of a policy: one reaction an event, then the policy. */
export function planPolicy(checked: CheckedPolicy, planning: Planning): FilePlan {
  const { policy } = checked;
  const path = fileOf(policy);
  const reactions = checked.reactions.map((reaction) => planReaction(reaction, policy, planning));
  const whenever = checked.reactions.flatMap((reaction, index) => reaction.events.map((event) => `${memberName(event.name)}: ${reactions[index]?.name ?? ''}`));
  return {
    template: 'policy',
    path,
    view: {
      source: policy.span.source.path,
      imports: importLines([...reactions.flatMap((each) => each.codes), runtimeValue('definePolicy'), runtimeType('Reaction')], path),
      reactions: reactions.map((each) => each.view),
      docs: docComment(docsOf(policy)),
      value: planning.names.value(policy),
      name: stringLiteral(policy.name),
      about: policy.about === undefined ? undefined : stringLiteral(policy.about.trim()),
      whenever,
    },
  };
}

interface PlannedReaction {
  readonly name: string;
  readonly view: PolicyView['reactions'][number];
  readonly codes: readonly Code[];
}

function planReaction(checked: CheckedReaction, policy: Policy, planning: Planning): PlannedReaction {
  const { names, refer } = planning;
  const bindings = bindingsOf(planning, { event: 'event.data' }, { 'occurred at': 'event.occurredAt', revision: 'event.revision', refusal: 'refusal' });
  const writer: SendWriter = { bindings, planning, policy, place: checked.events.map((event) => event.name).join(' or ') };
  const targets = [...new Set([...checked.sends, ...checked.ifRefused].map((send) => send.target))];
  const sent = joined(targets.map((target) => refer.message(target)), ' | ');
  const condition = checked.condition === undefined ? [] : [ifReturn(negatedConditionOf(checked.condition, bindings), '[]', 4)];
  const body = [...condition, ...returnSends(checked.sends, checked.ifRefused, sent, writer)];
  const looksUp = lookUpCode(checked.lookUps, planning);
  const found = checked.lookUps.map(({ lookUp }) => code`readonly ${memberName(lookUp.identifier)}: ${refer.row(lookUp.readModel)}`);
  const event = joined(checked.events.map((each) => refer.message(each)), ' | ');
  const used = checked.lookUps.map(({ lookUp }) => lookUp.identifier).filter((identifier) => bindings.used.has(rowVariable(identifier)));
  const name = names.reaction(policy, firstOf(checked));
  const rows = found.length === 0 ? [] : [membersType(found)];
  const type = generic(runtimeType('Reaction'), [event, sent, ...rows], `const ${name}:  = {`.length);
  return {
    name,
    view: {
      docs: docComment([lineOf(checked.reaction.span)]),
      name,
      type: type.text,
      looksUp: looksUp?.text,
      parameters: parametersOf(body, used),
      body: body.map((line) => line.text),
    },
    codes: [type, ...body, ...(looksUp === undefined ? [] : [looksUp])],
  };
}

/** `event, { bonus }`, without what the body does not read. */
function parametersOf(body: readonly Code[], lookUps: readonly string[]): string {
  const readsEvent = body.some((line) => /\bevent\./.test(line.text));
  if (lookUps.length === 0) return readsEvent ? 'event' : '';
  const rows = lookUps.map((identifier) => member(identifier, plain(rowVariable(identifier))).text);
  return `${readsEvent ? 'event' : '_event'}, { ${rows.join(', ')} }`;
}

/** `{ readonly a: A; readonly b: B }`, a member a line where it is too long for one. */
function membersType(members: readonly Code[]): Code {
  const flat = code`{ ${joined(members, '; ')} }`;
  return flat.text.length + 2 <= WIDTH ? flat : code`{\n${joined(members.map((each) => code`    ${each};`), '\n')}\n  }`;
}

function firstOf(checked: CheckedReaction): CheckedReaction['events'][number] {
  const first = checked.events[0];
  if (first === undefined) throw new Error('A reaction without an event was checked.');
  return first;
}

function lookUpCode(lookUps: readonly CheckedLookUp[], planning: Planning): Code | undefined {
  if (lookUps.length === 0) return undefined;
  const { refer } = planning;
  const bindings = bindingsOf(planning, { event: 'event.data' }, {});
  const rows = lookUps.map(({ lookUp, key }) => {
    const members = key.map((value) => fieldMember(value, bindings, refer));
    return code`${memberName(lookUp.identifier)}: { readModel: ${refer.readModel(lookUp.readModel)}, key: ${objectLiteral(members, 0, 0)} }`;
  });
  return code`(${bindings.used.has('event') ? 'event' : ''}) => (${objectLiteral(rows, '  looksUp: () => (),'.length, 2)})`;
}

/** What every sending of one reaction is written with. */
interface SendWriter {
  readonly bindings: FunctionBindings;
  readonly planning: Planning;
  readonly policy: Policy;
  /** Where it stands: the event, and below `if refused` what was refused. */
  readonly place: string;
}

function returnSends(sends: readonly CheckedSend[], ifRefused: readonly CheckedSend[], sent: Code, writer: SendWriter): readonly Code[] {
  if (sends.every((send) => send.condition === undefined)) {
    return [code`    return ${listOf(sends, ifRefused, sent, writer, 4)};`];
  }
  const pushes = sends.map((send, index) => pushSend(send, index + 1, ifRefused, sent, writer, 4));
  return [code`    const sendings: ${runtimeType('Sending')}<${sent}>[] = [];`, ...pushes, plain('    return sendings;')];
}

function pushSend(send: CheckedSend, number: number, ifRefused: readonly CheckedSend[], sent: Code, writer: SendWriter, indent: number): Code {
  const space = ' '.repeat(indent);
  if (send.condition === undefined) return code`${space}sendings.push(${sendLiteral(send, number, ifRefused, sent, writer, indent, indent + 16)});`;
  const push = code`${space}  sendings.push(${sendLiteral(send, number, ifRefused, sent, writer, indent + 2, indent + 18)});`;
  return ifBlock(conditionOf(send.condition, writer.bindings), push, indent);
}

/** `{ place, message, ifRefused }`; the place is part of the id that keeps it from being sent twice. */
function sendLiteral(send: CheckedSend, number: number, ifRefused: readonly CheckedSend[], sent: Code, writer: SendWriter, indent: number, column: number): Code {
  const { planning: { refer }, policy } = writer;
  const place = `${writer.place}/${number}`;
  const members = send.values.map((value) => fieldMember(value, writer.bindings, refer, (field) => derivedIdentity(field.type, `${policy.name}/${place}`, refer)));
  const answers = isCommand(send.target) ? ifRefused : [];
  const parts = (at: number): readonly Code[] => [
    plain(`place: ${stringLiteral(place)}`),
    code`message: ${messageLiteral(send.target.name, members, at + 'message: ,'.length, at)}`,
    ...(answers.length === 0 ? [] : [code`ifRefused: ${answerCode(answers, sent, { ...writer, place: `${place}/if refused` }, at)}`]),
  ];
  const flat = objectLiteral(parts(0), column, indent);
  return flat.text.includes('\n') ? objectLiteral(parts(indent + 2), column + 200, indent) : flat;
}

function answerCode(answers: readonly CheckedSend[], sent: Code, writer: SendWriter, indent: number): Code {
  const space = ' '.repeat(indent);
  const conditional = answers.some((send) => send.condition !== undefined);
  const body = conditional
    ? joined([code`${space}  const sendings: ${runtimeType('Sending')}<${sent}>[] = [];`, ...answers.map((send, index) => pushSend(send, index + 1, [], sent, writer, indent + 2)), plain(`${space}  return sendings;`)], '\n')
    : listOf(answers, [], sent, writer, indent);
  const parameter = writer.bindings.used.has('refusal') ? 'refusal' : '';
  return conditional ? code`(${parameter}) => {\n${body}\n${space}}` : code`(${parameter}) => ${body}`;
}

/** `[{ … }, { … }]`, each on lines of its own. */
function listOf(sends: readonly CheckedSend[], ifRefused: readonly CheckedSend[], sent: Code, writer: SendWriter, indent: number): Code {
  const items = sends.map((send, index) => sendLiteral(send, index + 1, ifRefused, sent, writer, indent + 2, indent + 2));
  return arrayLiteral(items, indent + 'ifRefused: (refusal) => ,'.length, indent);
}

function isCommand(target: Command | Request): target is Command {
  return target.kind === 'command';
}
