import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import type { ChoiceType, Field, Model, NamedType } from '../../resolve/model.ts';
import { allValues, expressionsOf, type View, visitParts } from '../view.ts';
import { ruleOfWholeModel } from './rule.ts';
import { allFields, noteTypes } from './unused-types.ts';

/** Members of a `one of` that nothing ever becomes: nobody may enter them, and no value names them. */
export const unsetMemberRule = ruleOfWholeModel(['member-never-set'], (view, report) => {
  const { model } = view.content;
  const open = new Set(typesOf(fieldsFilledFromOutside(model)));
  for (const { gives } of model.functions) noteTypes(gives, open);
  const used = typesOf(allFields(model));
  const set = membersSet(view);
  for (const type of model.types) {
    if (type.kind !== 'choice type' || !used.has(type) || open.has(type)) continue;
    for (const member of type.members) {
      if (set.get(type)?.has(member.name) !== true) report(diagnose('member-never-set', member.span, { member: member.name, type: type.name }, [], [member.name, type.name]));
    }
  }
});

function typesOf(fields: readonly Field[]): ReadonlySet<NamedType> {
  const types = new Set<NamedType>();
  for (const { type } of fields) noteTypes(type, types);
  return types;
}

/** What people and other systems enter can be any member; and so can what was stored in an older shape. */
function fieldsFilledFromOutside({ aggregates, externalSystems }: Model): readonly Field[] {
  return [
    ...aggregates.flatMap(({ commands, events }) => [
      ...commands.filter(({ by }) => by.length > 0).flatMap(({ fields }) => fields),
      ...events.flatMap(({ earlier }) => earlier.flatMap(({ fields }) => fields)),
    ]),
    ...externalSystems.flatMap(({ reports }) => reports.flatMap(({ fields }) => fields)),
  ];
}

function membersSet({ content }: View): ReadonlyMap<ChoiceType, ReadonlySet<string>> {
  const set = new Map<ChoiceType, Set<string>>();
  for (const expression of expressionsOf(allValues(content))) {
    visitParts(expression, (part) => note(part, set), (part) => part.kind !== 'comparison');
  }
  return set;
}

function note(part: TypedExpression, set: Map<ChoiceType, Set<string>>): void {
  if (part.kind !== 'member') return;
  const { type } = part.type.kind === 'optional' ? { type: part.type.of } : part;
  if (type.kind !== 'named' || type.type.kind !== 'choice type') return;
  const members = set.get(type.type);
  if (members === undefined) set.set(type.type, new Set([part.member]));
  else members.add(part.member);
}
