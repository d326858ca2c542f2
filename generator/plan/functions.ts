import type { DeclaredFunction, Model } from '../resolve/model.ts';
import { fileSlug } from '../resolve/slug.ts';

/** What a developer has to write down. */
export interface WantedFunction {
  readonly name: string;
  readonly path: string;
  readonly isWritten: boolean;
}

export function functionsOf({ functions }: Model, isWritten: (path: string) => boolean): readonly WantedFunction[] {
  return functions.map((each) => ({ name: each.name, path: functionPath(each), isWritten: isWritten(functionPath(each)) }));
}

/** Where a developer writes a function of the model, from the project's folder. */
export function functionPath({ name }: DeclaredFunction): string {
  return `functions/${fileSlug(name)}.ts`;
}
