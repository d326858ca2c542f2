import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { MapNode, Node, ScalarNode } from '../source/node.ts';
import { type ShapeError, shapeErrors } from './json-schema.ts';
import { plainData } from './plain-data.ts';
import type { RawModel } from './raw-model.ts';
import { levelOf, readModelFile } from './read-model-file.ts';
import { meantKeys, shapeMistakes } from './shape-mistakes.ts';
import { withStraightQuotes } from './typographic-quotes.ts';
import type { Reader } from './reader.ts';

export interface CheckedShape {
  /** What is understandable, also when there are mistakes; `undefined` only where nothing is. */
  readonly raw: RawModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Holds a document against the shape of the language, and reads what has that shape. */
export function checkShape(written: Node | undefined): CheckedShape {
  if (written === undefined) return { raw: undefined, diagnostics: [] };
  const quotes: Diagnostic[] = [];
  const document = withStraightQuotes(written, (diagnostic) => quotes.push(diagnostic));
  if (document.kind !== 'map') return { raw: undefined, diagnostics: document.kind === 'broken' ? [] : [diagnose('not-a-model', document.span, {})] };
  // Below a design, what is not there yet is no mistake.
  const isDesign = levelOf(document) === 'design';
  const errorsOf = (map: MapNode): readonly ShapeError[] => shapeErrors(plainData(map), isDesign);
  const errors = errorsOf(document);
  const meant = meantKeys(document, errors);
  const asMeant = meant.size === 0 ? document : withKeys(document, meant);
  const misspelt = shapeMistakes(document, errors).filter(({ code, span }) => code === 'unknown-key' && [...meant.keys()].some((key) => key.span.start === span.start));
  const diagnostics: Diagnostic[] = [...quotes, ...misspelt, ...shapeMistakes(asMeant, meant.size === 0 ? errors : errorsOf(asMeant))];
  const reader: Reader = { report: (diagnostic) => diagnostics.push(diagnostic), spoiled: false, lost: [] };
  const raw = readModelFile(asMeant, reader);
  return { raw, diagnostics };
}

/** The document as it was meant: what stands under a misspelt key is read as if the key were right. */
function withKeys(map: MapNode, meant: ReadonlyMap<ScalarNode, string>): MapNode {
  return {
    ...map,
    entries: map.entries.map(({ key, value }) => {
      const text = meant.get(key);
      return { key: text === undefined ? key : { ...key, text }, value: corrected(value, meant) };
    }),
  };
}

function corrected(node: Node, meant: ReadonlyMap<ScalarNode, string>): Node {
  if (node.kind === 'map') return withKeys(node, meant);
  return node.kind === 'list' ? { ...node, items: node.items.map((item) => corrected(item, meant)) } : node;
}
