import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Field, Model, NamedType } from '../../resolve/model.ts';
import type { ValueType } from '../../resolve/value-type.ts';
import { ruleOfWholeModel } from './rule.ts';

/** Types that no field has, neither by itself nor inside another one. */
export const unusedTypeRule = ruleOfWholeModel(['type-never-used'], ({ content: { model } }, report) => {
  const used = new Set<NamedType>();
  for (const { type } of allFields(model)) noteTypes(type, used);
  for (const { gives } of model.functions) noteTypes(gives, used);
  for (const type of model.types) {
    if (!used.has(type)) report(diagnose('type-never-used', type.span, { type: type.name }, [], [type.name]));
  }
});

/** Every field that somebody declared, of whatever. */
export function allFields(model: Model): readonly Field[] {
  return [
    ...model.aggregates.flatMap(({ state, commands, events }) => [
      ...state,
      ...commands.flatMap(({ fields }) => fields),
      ...events.flatMap(({ fields, earlier }) => [...fields, ...earlier.flatMap((version) => version.fields)]),
    ]),
    ...model.readModels.flatMap(({ fields }) => fields),
    ...model.functions.flatMap(({ fields }) => fields),
    ...model.externalSystems.flatMap(({ does, reports }) => [...does, ...reports].flatMap(({ fields }) => fields)),
  ];
}

/** The named types in `type`: its own, that of the items of a list, those of a record's fields. */
export function noteTypes(type: ValueType, into: Set<NamedType>): void {
  if (type.kind === 'optional' || type.kind === 'list') noteTypes(type.of, into);
  if (type.kind !== 'named' || into.has(type.type)) return;
  into.add(type.type);
  if (type.type.kind === 'record type') for (const field of type.type.fields) noteTypes(field.type, into);
  if (type.type.kind === 'limited type' && type.type.narrows !== undefined) noteTypes({ kind: 'named', type: type.type.narrows }, into);
}
