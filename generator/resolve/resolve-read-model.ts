import { diagnose } from '../diagnostics/diagnostic.ts';
import type { RawReadModel, RawReadModelEntry } from '../schema/raw-model.ts';
import { assign, composedInWords, isComposed, linkFields, reportRepeats, resolveFields } from './fields.ts';
import type { Assignment, ReadModel, ReadModelEntry } from './model.ts';
import type { Shell, Shells } from './shells.ts';
import { find, type Resolving } from './world.ts';

/** Fields, key and what people search on. */
export function resolveReadModelFields(shell: Shell<RawReadModel, ReadModel>, shells: Shells, resolving: Resolving): void {
  const { raw, draft } = shell;
  shell.fields = resolveFields(raw.with, `The read model "${draft.name}"`, undefined, resolving);
  draft.fields = shell.fields.fields;
  shells.owners.set(draft, shell.fields);
  reportRepeats(raw.key, resolving);
  reportRepeats(raw.findBy, resolving);
  draft.key = linkFields(raw.key, shell.fields, resolving);
  draft.findBy = linkFields(raw.findBy, shell.fields, resolving);
  for (const { to } of draft.key) {
    if (to.type.kind === 'optional') resolving.report(diagnose('key-field-optional', to.typeSpan, { field: to.name }));
    else if (isComposed(to.type)) resolving.report(diagnose('key-field-composed', to.typeSpan, { field: to.name, is: composedInWords(to.type) }));
  }
  if (shell.fields.lost.length > 0 || shell.fields.broken.size > 0 || draft.key.length < raw.key.length) draft.incomplete = true;
}

export function resolveReadModel(shell: Shell<RawReadModel, ReadModel>, resolving: Resolving): void {
  const { raw, draft } = shell;
  draft.startsAs = assign(raw.startsAs, shell.fields, resolving).filter((each) => isNoKey(each, draft, resolving));
  if (raw.visibleIf !== undefined) draft.visibleIf = raw.visibleIf;
  draft.entries = raw.from.flatMap((entry) => resolveEntry(entry, shell, resolving) ?? []);
  const whole = draft.entries.length === raw.from.length && draft.entries.every((entry) => entry.sets.length === setsOf(entry, raw));
  if (!whole) draft.incomplete = true;
}

/** How many values were written under an entry, those of unknown fields included. */
function setsOf(entry: ReadModelEntry, raw: RawReadModel): number {
  return raw.from.find((each) => each.event.span === entry.span)?.sets.length ?? 0;
}

function resolveEntry(raw: RawReadModelEntry, { draft, fields }: Shell<RawReadModel, ReadModel>, resolving: Resolving): ReadModelEntry | undefined {
  const event = find(resolving, raw.event, ['event', 'reported event'], '`from`');
  const key = assign(raw.key, fields, resolving).filter((each) => isKey(each, draft, resolving));
  const sets = assign(raw.sets, fields, resolving).filter((each) => isNoKey(each, draft, resolving));
  const [first] = raw.sets;
  if (raw.removes && first !== undefined) resolving.report(diagnose('nothing-set-when-removed', first.name.span, {}));
  const [firstKey] = raw.key;
  if (raw.where !== undefined && firstKey !== undefined) resolving.report(diagnose('key-beside-where', firstKey.name.span, {}));
  if (raw.where !== undefined && draft.single) resolving.report(diagnose('where-of-single', raw.where.span, { readModel: draft.name }));
  if (event === undefined) return undefined;
  return { event, ...(raw.if === undefined ? {} : { if: raw.if }), ...(raw.where === undefined ? {} : { where: raw.where }), key, sets, removes: raw.removes, span: raw.event.span };
}

function isKey({ field, span }: Assignment, readModel: ReadModel, { report }: Resolving): boolean {
  if (readModel.key.some(({ to }) => to === field) || readModel.incomplete === true) return true;
  report(diagnose('not-a-key-field', span, { field: field.name, readModel: readModel.name, keys: readModel.key.map(({ to }) => to.name) }));
  return false;
}

function isNoKey({ field, span }: Assignment, readModel: ReadModel, { report }: Resolving): boolean {
  if (!readModel.key.some(({ to }) => to === field)) return true;
  report(diagnose('key-field-in-sets', span, { field: field.name, readModel: readModel.name }));
  return false;
}
