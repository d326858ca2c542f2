import type { ExternalSystem } from '../resolve/model.ts';
import { adapterMaker, adapterPath } from './adapters.ts';
import { type Code, code, importedType, importedValue, plain, stringLiteral } from './code.ts';
import type { FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { arrayLiteral, docComment, member, objectLiteral } from './layout.ts';
import type { Names } from './names.ts';
import { fileOf, type Planning } from './planning.ts';
import { runtimeType, runtimeValue } from './types.ts';

/** `adapters.ts`: what developers wrote to talk to the external systems. Only whoever serves the application imports it, so that no test ever reaches anybody. */
export function planAdapters(systems: readonly ExternalSystem[], { model, names }: Planning): FilePlan {
  const path = 'adapters.ts';
  const members = systems.map((system) => setUp(system, names));
  return {
    template: 'adapters',
    path,
    view: {
      source: model.model.span.source.path,
      imports: importLines([...members, importedType(names.application.adapters, './app.ts'), runtimeType('Environment')], path),
      docs: docComment(['What is in `adapters/`, set up by the environment it is given. Where that gives nothing, a system is stood in for by one that only remembers.']),
      adaptersType: names.application.adapters,
      members: members.map(({ text }) => text),
    },
  };
}

/** The port is named, so that TypeScript holds the adapter to it, and not the port to the adapter. */
function setUp(system: ExternalSystem, names: Names): Code {
  const port = importedType(names.type(system), `./${fileOf(system)}`);
  const create = importedValue(adapterMaker(system), `../../${adapterPath(system)}`);
  const methods = system.does.map((request) => plain(stringLiteral(names.value(request))));
  const begin = member(names.value(system), code`${runtimeValue('setUpAdapter')}<${port}>`);
  const column = 4 + begin.text.length + '(environment, ),'.length;
  const written = objectLiteral([code`from: ${stringLiteral(adapterPath(system))}`, code`create: ${create}`, code`methods: ${arrayLiteral(methods, column, 6)}`], column, 4);
  return code`${begin}(environment, ${written})`;
}
