import type { DeclaredFunction, Model } from '../resolve/model.ts';
import { fileSlug } from '../resolve/slug.ts';
import { memberName } from './layout.ts';
import { createNames, reservedWords } from './names.ts';

/** What a developer has to write down. */
export interface WantedFunction {
  readonly name: string;
  readonly path: string;
  readonly isWritten: boolean;
  /** The lines that its file begins with. */
  readonly beginning: readonly string[];
}

export function functionsOf(model: Model, modelName: string, isWritten: (path: string) => boolean): readonly WantedFunction[] {
  const names = createNames(model);
  return model.functions.map((each) => {
    const [path, type] = [functionPath(each), names.type(each)];
    const beginning = [`import type { ${type} } from '../generated/${modelName}/functions.ts';`, `export const ${names.value(each)}: ${type} = (${givenTo(each)}) => …;`];
    return { name: each.name, path, isWritten: isWritten(path), beginning };
  });
}

/** `{ weight, zone }`, as far as all of them can be the names of variables. */
function givenTo({ fields }: DeclaredFunction): string {
  const names = fields.map(({ identifier }) => identifier);
  if (names.length === 0) return '';
  return names.some((name) => reservedWords.includes(name) || memberName(name) !== name) ? 'given' : `{ ${names.join(', ')} }`;
}

/** Where a developer writes a function of the model, from the project's folder. */
export function functionPath({ name }: DeclaredFunction): string {
  return `functions/${fileSlug(name)}.ts`;
}
