import type { AnyEvent, DeclaredFunction, Named, Field, Command, Request, ReadModel, Aggregate, NamedType, ExternalSystem, Policy } from '../resolve/model.ts';
import { lineOf } from '../diagnostics/span.ts';
import type { CheckedModel } from '../check/checked-model.ts';
import { type Code, importedType, importedValue } from './code.ts';
import { fileSlug } from '../resolve/slug.ts';
import { createNames, type Names } from './names.ts';

/** What every planner of a file is given: the model and the names, solved once. */
export interface Planning {
  readonly model: CheckedModel;
  readonly names: Names;
  /** Pieces of code that name a declaration of another generated file, and so import it. */
  readonly refer: Referring;
}

export interface Referring {
  namedType(type: NamedType): Code;
  namedTypeValue(type: NamedType): Code;
  message(message: Command | AnyEvent | Request): Code;
  row(readModel: ReadModel): Code;
  aggregate(aggregate: Aggregate): Code;
  readModel(readModel: ReadModel): Code;
  policy(policy: Policy): Code;
  system(system: ExternalSystem): Code;
  systemType(system: ExternalSystem): Code;
  functionValue(declared: DeclaredFunction): Code;
}

export function createPlanning(model: CheckedModel): Planning {
  const names = createNames(model.model);
  const typesFile = './types.ts';
  return {
    model,
    names,
    refer: {
      namedType: (type) => importedType(names.type(type), typesFile),
      namedTypeValue: (type) => importedValue(names.type(type), typesFile),
      message: (message) => importedType(names.type(message), `./${fileOf(ownerOf(message))}`),
      row: (readModel) => importedType(names.type(readModel), `./${fileOf(readModel)}`),
      aggregate: (aggregate) => importedValue(names.value(aggregate), `./${fileOf(aggregate)}`),
      readModel: (readModel) => importedValue(names.value(readModel), `./${fileOf(readModel)}`),
      policy: (policy) => importedValue(names.value(policy), `./${fileOf(policy)}`),
      system: (system) => importedValue(names.value(system), `./${fileOf(system)}`),
      functionValue: (declared) => importedValue(names.value(declared), './functions.ts'),
      systemType: (system) => importedType(names.type(system), `./${fileOf(system)}`),
    },
  };
}

/** The sticky whose file declares a message. */
export function ownerOf(message: Command | AnyEvent | Request): Aggregate | ExternalSystem {
  return message.kind === 'request' || message.kind === 'reported event' ? message.system : message.aggregate;
}

/** `bank-account.ts` */
export function fileOf(sticky: Named): string {
  return `${fileSlug(sticky.name)}.ts`;
}

/** The paragraphs of a doc comment: what the model says, and the line it says it on. */
export function docsOf(thing: Named): readonly (string | undefined)[] {
  return [thing.about, lineOf(thing.span)];
}

export function fieldNamed(fields: readonly Field[], name: string): Field | undefined {
  return fields.find((field) => field.name === name);
}
