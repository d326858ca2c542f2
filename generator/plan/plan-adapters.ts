import type { ExternalSystem } from '../resolve/model.ts';
import { adapterMaker, adapterPath } from './adapters.ts';
import { importedType, importedValue } from './code.ts';
import type { FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { docComment } from './layout.ts';
import type { Planning } from './planning.ts';
import { runtimeType } from './types.ts';

/** `adapters.ts`: what developers wrote to talk to the external systems. Only whoever serves the application imports it, so that no test ever reaches anybody. */
export function planAdapters(systems: readonly ExternalSystem[], { model, names }: Planning): FilePlan {
  const path = 'adapters.ts';
  const makers = systems.map((system) => importedValue(adapterMaker(system), `../../${adapterPath(system)}`));
  return {
    template: 'adapters',
    path,
    view: {
      source: model.model.span.source.path,
      imports: importLines([...makers, importedType(names.application.adapters, './app.ts'), runtimeType('Environment')], path),
      docs: docComment(['What is in `adapters/`, set up by the environment it is given. Where that gives nothing, a system is stood in for by one that only remembers.']),
      adaptersType: names.application.adapters,
      adapters: systems.map((system) => ({ name: names.value(system), create: adapterMaker(system) })),
    },
  };
}
