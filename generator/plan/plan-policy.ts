import { lineOf, type Span } from '../diagnostics/span.ts';
import type { CheckedBody, CheckedClock, CheckedLookUp, CheckedPolicy, CheckedReaction, CheckedSend } from '../check/checked-model.ts';
import type { Command, Policy, Request } from '../resolve/model.ts';
import type { Delay, Schedule } from '../resolve/time-words.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import { conditionOf, negatedConditionOf } from './expression/expression.ts';
import { bindingsOf, derivedIdentity, type FunctionBindings, fieldMember } from './fields.ts';
import type { FilePlan, PolicyView } from './file-plan.ts';
import { importLines } from './imports.ts';
import { arrayLiteral, docComment, generic, ifBlock, ifReturn, member, memberName, objectLiteral, WIDTH } from './layout.ts';
import { messageLiteral } from './messages.ts';
import { docsOf, fileOf, type Planning } from './planning.ts';
import { runtimeType, runtimeValue } from './types.ts';

/** The file of a policy: one reaction an event, or what it does when the clock strikes, then the policy. */
export function planPolicy(checked: CheckedPolicy, planning: Planning): FilePlan {
  const { policy } = checked;
  const path = fileOf(policy);
  const reactions = checked.reactions.map((reaction) => planReaction(reaction, policy, planning));
  const clock = checked.clock === undefined ? undefined : planClock(checked.clock, policy, planning);
  const planned = [...reactions, ...(clock === undefined ? [] : [clock])];
  const whenever = checked.reactions.flatMap((reaction, index) => reaction.events.map((event) => `${memberName(event.name)}: ${reactions[index]?.name ?? ''}`));
  return {
    template: 'policy',
    path,
    view: {
      source: policy.span.source.path,
      imports: importLines([...planned.flatMap((each) => each.codes), runtimeValue('definePolicy')], path),
      reactions: planned.map((each) => each.view),
      docs: docComment(docsOf(policy)),
      value: planning.names.value(policy),
      name: stringLiteral(policy.name),
      about: policy.about === undefined ? undefined : stringLiteral(policy.about.trim()),
      whenever,
      clock: clock?.name,
    },
  };
}

interface PlannedReaction {
  readonly name: string;
  readonly view: PolicyView['reactions'][number];
  readonly codes: readonly Code[];
}

/** What a reaction is called, what it is given, and what its type says besides what it sends and finds. */
interface Frame {
  readonly name: string;
  readonly type: 'Reaction' | 'ClockReaction';
  /** The event's type, or the row's. */
  readonly of: Code;
  /** In the order they are given: `event`, or `tick` and `row`. */
  readonly parameters: readonly string[];
  readonly settings: readonly Code[];
  readonly place: string;
  readonly span: Span;
  /** Of the event, or of the stroke of the clock. */
  readonly causeId: string;
  bindings(): FunctionBindings;
}

function planReaction(checked: CheckedReaction, policy: Policy, planning: Planning): PlannedReaction {
  const { names, refer } = planning;
  const { reaction } = checked;
  return planBody(checked, policy, planning, {
    name: names.reaction(policy, firstOf(checked)),
    type: 'Reaction',
    of: joined(checked.events.map((each) => refer.message(each)), ' | '),
    parameters: ['event'],
    settings: [
      ...(reaction.after === undefined ? [] : [plain(`afterSeconds: ${secondsInWords(reaction.after)}`)]),
      ...(reaction.unless.length === 0 ? [] : [code`unless: ${arrayLiteral(reaction.unless.map(({ to }) => plain(stringLiteral(to.name))), '  unless: ,'.length, 2)}`]),
    ],
    place: checked.events.map((event) => event.name).join(' or '),
    span: reaction.span,
    causeId: 'event.id',
    bindings: () => bindingsOf(planning, { event: 'event.data' }, { 'occurred at': 'event.occurredAt', revision: 'event.revision', refusal: 'refusal', actor: 'actorOf(event)', 'actor.id': 'actorIdOf(event)' }),
  });
}

function planClock(checked: CheckedClock, policy: Policy, planning: Planning): PlannedReaction {
  const { refer } = planning;
  const { every, forEach, span } = checked.reaction;
  return planBody(checked, policy, planning, {
    name: 'clock',
    type: 'ClockReaction',
    of: forEach === undefined ? plain('object') : refer.row(forEach.to),
    parameters: ['tick', 'row'],
    settings: [plain(`every: ${scheduleLiteral(every)}`), ...(forEach === undefined ? [] : [code`forEach: ${refer.readModel(forEach.to)}`])],
    place: every.text,
    span,
    causeId: 'tick.id',
    bindings: () => bindingsOf(planning, { row: 'row' }, { now: 'tick.now', today: 'tick.today', refusal: 'refusal' }),
  });
}

/** `30 * 24 * 60 * 60`: as people count. */
function secondsInWords({ seconds }: Delay): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} * 24 * 60 * 60`;
  return seconds % 3600 === 0 ? `${seconds / 3600} * 60 * 60` : `${seconds / 60} * 60`;
}

function scheduleLiteral(every: Schedule): string {
  if (every.kind === 'interval') return `{ kind: 'interval', minutes: ${every.minutes} }`;
  const at = `at: '${String(every.hour).padStart(2, '0')}:${String(every.minute).padStart(2, '0')}'`;
  switch (every.kind) {
    case 'daily':
      return `{ kind: 'daily', ${at} }`;
    case 'weekly':
      return `{ kind: 'weekly', weekday: ${every.weekday}, ${at} }`;
    case 'monthly':
      return `{ kind: 'monthly', day: ${every.day}, ${at} }`;
  }
}

function planBody(checked: CheckedBody, policy: Policy, planning: Planning, frame: Frame): PlannedReaction {
  const { refer } = planning;
  const bindings = frame.bindings();
  const writer: SendWriter = { bindings, planning, policy, place: frame.place, causeId: frame.causeId };
  const targets = [...new Set([...checked.sends, ...checked.ifRefused].map((send) => send.target))];
  const sent = joined(targets.map((target) => refer.message(target)), ' | ');
  const condition = checked.condition === undefined ? [] : [ifReturn(negatedConditionOf(checked.condition, bindings), '[]', 4)];
  const body = [...condition, ...returnSends(checked.sends, checked.ifRefused, sent, writer)];
  const looksUp = lookUpCode(checked.lookUps, frame, planning);
  const found = checked.lookUps.map(({ lookUp }) => code`readonly ${memberName(lookUp.identifier)}: ${refer.row(lookUp.readModel)}`);
  const used = checked.lookUps.map(({ lookUp }) => lookUp.identifier).filter((identifier) => bindings.used.has(bindings.row(identifier)));
  const rows = found.length === 0 ? [] : [membersType(found)];
  const type = generic(runtimeType(frame.type), [frame.of, sent, ...rows], `const ${frame.name}:  = {`.length);
  return {
    name: frame.name,
    view: {
      docs: docComment([lineOf(frame.span)]),
      name: frame.name,
      type: type.text,
      settings: frame.settings.map((setting) => setting.text),
      looksUp: looksUp?.text,
      parameters: parametersOf(frame.parameters, body, used.map((identifier) => member(identifier, plain(bindings.row(identifier))).text)),
      body: body.map((line) => line.text),
    },
    codes: [type, ...body, ...frame.settings, ...(looksUp === undefined ? [] : [looksUp]), ...(['actorOf', 'actorIdOf'] as const).filter((name) => bindings.used.has(`${name}(event)`)).map((name) => runtimeValue(name))],
  };
}

/** `event, { bonus }`, without what the body does not read. */
function parametersOf(names: readonly string[], body: readonly Code[], rows: readonly string[]): string {
  const reads = (name: string): boolean => body.some((line) => new RegExp(`\\b${name}[.)]`).test(line.text));
  if (rows.length > 0) return `${names.map((name) => (reads(name) ? name : `_${name}`)).join(', ')}, { ${rows.join(', ')} }`;
  const last = names.findLastIndex(reads);
  return names.slice(0, last + 1).map((name) => (reads(name) ? name : `_${name}`)).join(', ');
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

function lookUpCode(lookUps: readonly CheckedLookUp[], frame: Frame, { refer }: Planning): Code | undefined {
  if (lookUps.length === 0) return undefined;
  const bindings = frame.bindings();
  const rows = lookUps.map(({ lookUp, key }) => {
    const members = key.map((value) => fieldMember(value, bindings, refer));
    return code`${memberName(lookUp.identifier)}: { readModel: ${refer.readModel(lookUp.readModel)}, key: ${objectLiteral(members, 0, 0)} }`;
  });
  return code`(${parametersOf(frame.parameters, rows, [])}) => (${objectLiteral(rows, '  looksUp: () => (),'.length, 2)})`;
}

/** What every sending of one reaction is written with. */
interface SendWriter {
  readonly bindings: FunctionBindings;
  readonly planning: Planning;
  readonly policy: Policy;
  /** Where it stands: the event, and below `if refused` what was refused. */
  readonly place: string;
  readonly causeId: string;
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
  const members = send.values.map((value) => fieldMember(value, writer.bindings, refer, (field) => derivedIdentity(field.type, writer.causeId, `${policy.name}/${place}`, refer)));
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
