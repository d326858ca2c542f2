import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-files.ts';
import { checkShape, type CheckedShape } from './check-shape.ts';
import type { RawModel } from './raw-model.ts';
import { levelOf } from './read-model-file.ts';

/** Holds every file of a model against the shape of the language, and puts what they say together. The first is the model, the others its parts. */
export function checkFiles(files: readonly SourceFile[]): CheckedShape {
  const level = levelOf(files[0]?.document);
  const shaped = files.map(({ document }, index) => checkShape(document, { role: index === 0 ? 'model' : 'part', level }));
  const diagnostics: readonly Diagnostic[] = shaped.flatMap((each) => each.diagnostics);
  const [model, ...parts] = shaped.map(({ raw }) => raw);
  return { raw: model === undefined ? undefined : parts.reduce<RawModel>(withPart, model), diagnostics };
}

/** Nothing of a part that could not be read is known. */
function withPart(model: RawModel, part: RawModel | undefined): RawModel {
  if (part === undefined) return { ...model, incomplete: true };
  return {
    ...model,
    looseEvents: [...model.looseEvents, ...part.looseEvents],
    looseCommands: [...model.looseCommands, ...part.looseCommands],
    accepted: [...model.accepted, ...part.accepted],
    types: [...model.types, ...part.types],
    functions: [...model.functions, ...part.functions],
    actors: [...model.actors, ...part.actors],
    aggregates: [...model.aggregates, ...part.aggregates],
    policies: [...model.policies, ...part.policies],
    readModels: [...model.readModels, ...part.readModels],
    externalSystems: [...model.externalSystems, ...part.externalSystems],
    scenarios: [...model.scenarios, ...part.scenarios],
    hotSpots: [...model.hotSpots, ...part.hotSpots],
    lost: [...model.lost, ...part.lost],
    incomplete: model.incomplete || part.incomplete,
  };
}
