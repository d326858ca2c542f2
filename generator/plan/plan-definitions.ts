import type { CheckedAggregate, CheckedRule, CheckedVersion } from '../check/checked-model.ts';
import { lifecycleRefusal } from '../check/refusals.ts';
import type { Event } from '../resolve/model.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import type { AggregateView } from './file-plan.ts';
import { arrayLiteral, memberName, objectLiteral } from './layout.ts';
import { aboutMember } from './messages.ts';
import type { Planning } from './planning.ts';
import { codecCode, recordCode, runtimeValue } from './types.ts';

type DefinitionsView = Pick<AggregateView, 'identity' | 'commandDefinitions' | 'eventDefinitions' | 'sharedRefusals' | 'stateRecord'>;

/** What the runtime and the server have to know of an aggregate: who may send what, and how it is read and written. */
export function planDefinitions(checked: CheckedAggregate, planning: Planning): { readonly view: DefinitionsView; readonly codes: readonly Code[] } {
  const { aggregate, commands, events } = checked;
  const { refer } = planning;
  const identity = code`{ field: ${stringLiteral(aggregate.identity.identifier)}, type: ${codecCode(aggregate.identity.type, refer)} }`;
  const commandDefinitions = commands.map(({ command, begins, rules }) => {
    const by = code`by: [${joined(command.by.map((actor) => plain(stringLiteral(actor.to.name))), ', ')}]`;
    const head = [by, ...(begins ? [plain('begins: true')] : []), ...aboutMember(command.about), ...refusalsMember(namesOf(rules))];
    return definition(command.name, head, (column) => recordCode(command.fields, refer, column, 6));
  });
  const eventDefinitions = events.map(({ event, earlier }) =>
    definition(event.name, [plain(`version: ${event.version}`), ...aboutMember(event.about), ...earlierMember(event, earlier, planning)], (column) => recordCode(event.fields, refer, column, 6)),
  );
  const stateRecord = recordCode(aggregate.state, refer, '  state: ,'.length, 2);
  const shared = sharedRefusals(checked);
  return {
    view: { identity: identity.text, commandDefinitions: commandDefinitions.map((each) => each.text), eventDefinitions: eventDefinitions.map((each) => each.text), sharedRefusals: shared.text, stateRecord: stateRecord.text },
    codes: [identity, ...commandDefinitions, ...eventDefinitions, stateRecord],
  };
}

function refusalsMember(names: readonly string[], name = 'refusals'): readonly Code[] {
  if (names.length === 0) return [];
  return [code`${name}: ${arrayLiteral([...new Set(names)].map((each) => plain(stringLiteral(each))), `      ${name}: ,`.length, 6)}`];
}

/** `{ ended: 'Bank account has ended', missing: …, exists: …, always: ['An account never owes money'] }` */
function sharedRefusals({ aggregate, commands, invariants }: CheckedAggregate): Code {
  const member = (why: 'ended' | 'missing' | 'exists'): Code => code`${why}: ${stringLiteral(lifecycleRefusal(aggregate, why))}`;
  const members = [
    ...(aggregate.ends.length === 0 ? [] : [member('ended')]),
    member('missing'),
    ...(commands.some((each) => each.begins) ? [member('exists')] : []),
    ...refusalsMember(namesOf(invariants), 'always'),
  ];
  return objectLiteral(members, '  refusals: ,'.length, 2);
}

const namesOf = (rules: readonly CheckedRule[]): readonly string[] => rules.map(({ rule }) => rule.otherwise.name);

/** `earlier: { 1: earlierVersion(record({ … }), moneyDepositedFromVersion1) }` */
function earlierMember(event: Event, earlier: readonly CheckedVersion[], { names, refer }: Planning): readonly Code[] {
  if (earlier.length === 0) return [];
  const versions = earlier.map(({ version: { version, fields } }) => {
    const head = code`${version}: ${runtimeValue('earlierVersion')}(`;
    return code`${head}${recordCode(fields, refer, 8 + head.text.length + 40, 8)}, ${names.version(event, version).upcaster})`;
  });
  return [code`earlier: ${objectLiteral(versions, '      earlier: ,'.length, 6)}`];
}

/** `'Deposit money': { by: […], data: record({ … }) }` */
function definition(name: string, head: readonly Code[], data: (column: number) => Code): Code {
  const start = code`${memberName(name)}: `;
  const before = start.text.length + 4 + joined(head, ', ').text.length;
  const flat = data(before + 'data: '.length + 4);
  if (!flat.text.includes('\n')) return code`${start}${objectLiteral([...head, code`data: ${flat}`], start.text.length + 4, 4)}`;
  return code`${start}${objectLiteral([...head, code`data: ${data('      data: ,'.length)}`], start.text.length + 4, 4)}`;
}
