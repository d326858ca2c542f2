import type { Named } from '../resolve/model.ts';
import { databaseSlug } from '../resolve/slug.ts';
import { systemsToConnect } from './adapters.ts';
import { type Code, code, importedType, importedValue, plain, stringLiteral } from './code.ts';
import type { FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { aliased, arrayLiteral, docComment, objectLiteral, unionType } from './layout.ts';
import { aboutMember } from './messages.ts';
import { docsOf, fileOf, type Planning } from './planning.ts';
import { runtimeType, runtimeValue } from './types.ts';

/** `app.ts`: everything the model became, wired into one application. */
export function planApp(modelName: string, planning: Planning): FilePlan {
  const { model: checked, names, refer } = planning;
  const { model } = checked;
  const path = 'app.ts';
  const unions = planUnions(planning);
  const systems = systemsToConnect(model).map((system) => ({ system, type: refer.systemType(system) }));
  const connected = model.externalSystems.map((system) => {
    const port = system.does.length === 0 ? plain('{}') : code`adapters.${names.value(system)} ?? ${importedValue(names.recordingValue(system), `./${fileOf(system)}`)}()`;
    return code`${runtimeValue('connect')}(${refer.system(system)}, ${port})`;
  });
  const lists = {
    aggregates: listOf(model.aggregates, refer.aggregate),
    policies: listOf(model.policies, refer.policy),
    readModels: listOf(model.readModels, refer.readModel),
    externalSystems: arrayLiteral(connected, '    externalSystems: ,'.length, 4),
  };
  const pieces: readonly Code[] = [...unions.map((each) => each.type), ...systems.map((each) => each.type), ...Object.values(lists), runtimeType('ApplicationDefinition')];
  return {
    template: 'app',
    path,
    view: {
      source: model.span.source.path,
      imports: importLines(pieces, path),
      docs: docComment(docsOf(model)),
      unions: unions.map(({ docs, name, type }) => ({ docs, name, type: aliased(type) })),
      adaptersType: names.application.adapters,
      adaptersParameter: systems.length === 0 ? '' : `adapters: ${names.application.adapters} = {}`,
      adapters: systems.map(({ system, type }) => ({ name: names.value(system), type: type.text })),
      name: stringLiteral(model.name),
      about: model.about === undefined ? undefined : stringLiteral(model.about.trim()),
      slug: stringLiteral(databaseSlug(modelName)),
      timeZone: stringLiteral(model.timeZone),
      actors: model.actors.map((actor) => objectLiteral([plain(`name: ${stringLiteral(actor.name)}`), ...aboutMember(actor.about)], 6, 6).text),
      aggregates: lists.aggregates.text,
      policies: lists.policies.text,
      readModels: lists.readModels.text,
      externalSystems: lists.externalSystems.text,
    },
  };
}

function listOf<T extends Named>(things: readonly T[], refer: (thing: T) => Code): Code {
  return arrayLiteral(things.map(refer), '    externalSystems: ,'.length, 4);
}

/** All events, all commands and all requests of the model, for tests and for whoever handles any of them. */
function planUnions({ model: { model }, names }: Planning): readonly { readonly docs: string; readonly name: string; readonly type: Code }[] {
  const { application } = names;
  const of = (name: string, docs: string, members: readonly Code[]): { docs: string; name: string; type: Code } => ({ docs: docComment([docs]), name, type: unionType(members, `export type ${name} = `.length) });
  return [
    of(application.event, 'Everything that can have happened.', [
      ...model.aggregates.map((aggregate) => importedType(names.union(aggregate, 'Event'), `./${fileOf(aggregate)}`)),
      ...model.externalSystems.filter((system) => system.reports.length > 0).map((system) => importedType(names.reportsOf(system), `./${fileOf(system)}`)),
    ]),
    of(application.command, 'Everything that can be asked for.', model.aggregates.map((aggregate) => importedType(names.union(aggregate, 'Command'), `./${fileOf(aggregate)}`))),
    of(application.request, 'Everything that external systems can be asked for.', model.externalSystems.filter((system) => system.does.length > 0).map((system) => importedType(names.requestsOf(system), `./${fileOf(system)}`))),
  ];
}
