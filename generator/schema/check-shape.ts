import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Node } from '../source/node.ts';
import { shapeErrors } from './json-schema.ts';
import { plainData } from './plain-data.ts';
import type { RawModel } from './raw-model.ts';
import { readModelFile } from './read-model-file.ts';
import { shapeMistakes } from './shape-mistakes.ts';
import type { Reader } from './reader.ts';

export interface CheckedShape {
  /** What is understandable, also when there are mistakes; `undefined` only where nothing is. */
  readonly raw: RawModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Holds a document against the shape of the language, and reads what has that shape. */
export function checkShape(document: Node | undefined): CheckedShape {
  if (document === undefined) return { raw: undefined, diagnostics: [] };
  if (document.kind !== 'map') return { raw: undefined, diagnostics: document.kind === 'broken' ? [] : [diagnose('not-a-model', document.span, {})] };
  const diagnostics: Diagnostic[] = [...shapeMistakes(document, shapeErrors(plainData(document)))];
  const reader: Reader = { report: (diagnostic) => diagnostics.push(diagnostic), spoiled: false, namesLost: false };
  const raw = readModelFile(document, reader);
  return { raw, diagnostics };
}
