import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import { fieldsRead, type TypedExpression } from '../../feel/typed-expression.ts';
import type { Actor, Aggregate, Field } from '../../resolve/model.ts';
import type { CheckedAggregate, CheckedCommand, CheckedReadModel } from '../checked-model.ts';
import { asksWhoActs, present, visitParts } from '../view.ts';
import { ruleOfWholeModel } from './rule.ts';

/**
 * Commands and views through which one customer reaches what is another's. Asked only of actors of whom the model asks
 * somewhere who exactly they are: a clerk, who may see every account, is never among them.
 */
export const trustRule = ruleOfWholeModel(['command-for-anybody', 'view-for-anybody'], ({ content }, report) => {
  const owned = new Map(content.aggregates.flatMap((checked) => {
    const ownership = ownershipOf(checked);
    return ownership === undefined ? [] : [[checked.aggregate, ownership] as const];
  }));
  for (const { aggregate, commands } of content.aggregates) {
    const ownership = owned.get(aggregate);
    if (ownership !== undefined) for (const command of commands) askCommand(command, ownership, report);
  }
  for (const readModel of content.readModels) askView(readModel, content.model.actors, owned, report);
});

interface Ownership {
  /** Whose instances they are. */
  readonly owners: ReadonlySet<Actor>;
  /** Fields of the state that say which of them. */
  readonly fields: ReadonlySet<Field>;
}

/**
 * How an aggregate knows whose it is: a rule asks whether the actor is the one in a field of its state. Where nobody asks, it is
 * who began it; what a later event keeps of who acted is only a record of that, unless a rule reads it.
 */
function ownershipOf({ aggregate, commands }: CheckedAggregate): Ownership | undefined {
  const owners = new Map<Field, Set<Actor>>();
  const note = (field: Field, { command, rules }: CheckedCommand): void => {
    const [trusted, asked] = [actorsNamed(rules, '='), actorsNamed(rules, '!=')];
    const isAsked = (name: string): boolean => (asked.size === 0 || asked.has(name)) && !trusted.has(name);
    owners.set(field, new Set([...(owners.get(field) ?? []), ...command.by.map(({ to }) => to).filter(({ name }) => isAsked(name))]));
  };
  for (const checked of commands) for (const field of fieldsAsked(checked.rules, true)) note(field, checked);
  const [asked, asOther] = [new Set(owners.keys()), new Set(commands.flatMap(({ rules }) => fieldsAsked(rules, false)))];
  const read = new Set(commands.flatMap(({ rules }) => rules.flatMap(({ condition }) => fieldsRead(condition))).filter(({ role }) => role.kind === 'state').map(({ field }) => field));
  for (const checked of commands) {
    for (const field of fieldsKept(checked, aggregate)) if (!asked.has(field) && !asOther.has(field) && (checked.begins || read.has(field))) note(field, checked);
  }
  return [...owners.values()].every(({ size }) => size === 0) ? undefined : { owners: new Set([...owners.values()].flatMap((each) => [...each])), fields: new Set(owners.keys()) };
}

/** Fields of the state that keep who acted. */
function fieldsKept({ emissions }: CheckedCommand, { state }: Aggregate): readonly Field[] {
  const kept = emissions.flatMap(({ values }) => values.filter(({ source }) => source.kind === 'expression' && source.expression.kind === 'value' && source.expression.name === 'actor.id'));
  return kept.flatMap(({ field }) => state.filter((each) => each.name === field.name));
}

/** Fields of the state that `actor.id` is to be; or with `same` false, is not to be: what one began, another approves. */
function fieldsAsked(rules: CheckedCommand['rules'], same: boolean): readonly Field[] {
  const questions: TypedExpression[] = [];
  for (const { condition } of rules) {
    visitParts(condition, (part) => {
      if (!isJoint(part) && asksWhoActs(part) && isDenial(part) !== same) questions.push(part);
    }, isJoint);
  }
  return questions.flatMap(fieldsRead).filter(({ role }) => role.kind === 'state').map(({ field }) => field);
}

/** Who is let through for what they are, `actor = Bank clerk or …`, or is the only one who is asked, `actor != Account owner or …`. */
function actorsNamed(rules: CheckedCommand['rules'], operator: '=' | '!='): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { condition } of rules) {
    visitParts(condition, (part) => {
      if (part.kind !== 'comparison' || part.operator !== operator) return;
      const [value, member] = part.left.kind === 'value' ? [part.left, part.right] : [part.right, part.left];
      if (value.kind === 'value' && value.name === 'actor' && member.kind === 'member') named.add(member.member);
    });
  }
  return named;
}

function isJoint({ kind }: TypedExpression): boolean {
  return kind === 'all' || kind === 'any' || kind === 'if';
}

function isDenial(part: TypedExpression): boolean {
  return part.kind === 'not' || (part.kind === 'comparison' && part.operator === '!=');
}

/** What begins an instance can not reach another's. */
function askCommand({ command, begins, rules, emissions }: CheckedCommand, { owners, fields }: Ownership, report: Report): void {
  const anybody = command.by.filter(({ to }) => owners.has(to)).map(({ to }) => to.name);
  const conditions = [...rules.map(({ condition }) => condition), ...present(emissions.map(({ condition }) => condition))];
  // What asks whether it is anybody's at all, `driver = null`, has thought of it too.
  const asked = conditions.some((condition) => asksWhoActs(condition) || fieldsRead(condition).some(({ role, field }) => role.kind === 'state' && fields.has(field)));
  if (begins || asked || anybody.length === 0) return;
  const [field] = fields;
  const related = field === undefined ? [] : [{ span: field.span, sentence: `"${field.name}" says whose "${command.aggregate.name}" it is` }];
  report(diagnose('command-for-anybody', command.span, { command: command.name, aggregate: command.aggregate.name, actors: anybody, field: field?.name ?? '' }, related, [command.name, command.aggregate.name]));
}

function askView({ readModel, visibleIf, entries }: CheckedReadModel, actors: readonly Actor[], owned: ReadonlyMap<Aggregate, Ownership>, report: Report): void {
  if (visibleIf !== undefined && asksWhoActs(visibleIf)) return;
  for (const { entry, key, row } of entries) {
    const { event } = entry;
    const ownership = event.kind === 'event' ? owned.get(event.aggregate) : undefined;
    if (event.kind !== 'event' || ownership === undefined) continue;
    const viewers = actors.filter((actor) => ownership.owners.has(actor) && actor.views.includes(readModel)).map(({ name }) => name);
    const ownersNames = new Set([...ownership.fields].map(({ name }) => name));
    // What has found somebody goes: only what is nobody's is seen.
    if (entries.some((other) => other.entry.removes && other.entry.event.fields.some(({ name }) => ownersNames.has(name)))) continue;
    const kept = row.find(({ source }) => source.kind === 'taken over' && source.owner.kind === 'event' && ownersNames.has(source.field.name))?.field;
    const each = key.some(({ source }) => source.kind === 'taken over' && source.field === event.fields[0]);
    if (viewers.length === 0 || (kept === undefined && !each)) continue;
    const [field = ''] = kept === undefined ? ownersNames : [kept.name];
    const has = readModel.fields.some(({ name }) => name === field);
    report(diagnose('view-for-anybody', readModel.span, { readModel: readModel.name, aggregate: event.aggregate.name, actors: viewers, field, has }, [], [readModel.name]));
    return;
  }
}
