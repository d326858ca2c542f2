import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Code } from '../diagnostics/catalogue.ts';
import { entryOf, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import { shapeErrors } from './json-schema.ts';
import { plainData } from './plain-data.ts';
import type { RawModel } from './raw-model.ts';
import { levelOf, readModelFile } from './read-model-file.ts';
import { inTheirPlaces } from './misplaced-entries.ts';
import { firstWords, meantKeys, shapeMistakes } from './shape-mistakes.ts';
import { withStraightQuotes } from './typographic-quotes.ts';
import type { Reader } from './reader.ts';
import type { ShapeError } from './validate.ts';

export interface CheckedShape {
  /** What is understandable, also when there are mistakes; `undefined` only where nothing is. */
  readonly raw: RawModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Which file of a model it is, and how far the model has come: below `design` whatever is still missing is no mistake. */
export interface ShapeWanted {
  readonly role: 'model' | 'part';
  readonly level: RawModel['level'];
}

/** Holds a document against the shape of the language, and reads what has that shape. */
export function checkShape(written: Node | undefined, { role, level }: ShapeWanted = { role: 'model', level: levelOf(written) }): CheckedShape {
  if (written === undefined) return { raw: undefined, diagnostics: [] };
  const quotes: Diagnostic[] = [];
  const straight = withStraightQuotes(written, (diagnostic) => quotes.push(diagnostic));
  if (straight.kind !== 'map') return { raw: undefined, diagnostics: straight.kind === 'broken' ? [] : [diagnose('not-a-model', straight.span, {})] };
  const { root: document, diagnostics: misplaced } = inTheirPlaces(straight);
  const isDesign = level === 'design';
  const errorsOf = (map: MapNode): readonly ShapeError[] => shapeErrors(plainData(map), isDesign).slice(0, MOST_MISTAKES);
  const errors = errorsOf(document);
  const meant = meantKeys(document, errors);
  const asMeant = meant.size === 0 ? document : withKeys(document, meant);
  const misspelt = shapeMistakes(document, errors).filter(({ code, span }) => code === 'unknown-key' && [...meant.keys()].some((key) => key.span.start === span.start));
  const diagnostics: Diagnostic[] = [...quotes, ...misplaced, ...misspelt, ...shapeMistakes(asMeant, meant.size === 0 ? errors : errorsOf(asMeant)), ...checkRole(asMeant, role)];
  const reader: Reader = { report: (diagnostic) => diagnostics.push(diagnostic), spoiled: false, lost: [] };
  const raw = { ...readModelFile(asMeant, reader), level };
  return { raw, diagnostics: isDesign ? diagnostics : diagnostics.filter(({ code }) => !UNFINISHED.includes(code)) };
}

/** Somebody tries what breaks: nobody reads so many, and each has to be held against all words of the language. */
const MOST_MISTAKES = 10_000;

const UNFINISHED: readonly Code[] = ['missing-key', 'missing-one-of-keys', 'value-missing', 'expression-empty', 'nothing-after-if', 'list-empty', 'braces-empty'];

/** What is said once for a model stands in the file that has its name. */
const SAID_ONCE = ['model', 'about', 'level', 'time zone'];

function checkRole(root: MapNode, role: ShapeWanted['role']): readonly Diagnostic[] {
  if (role === 'part') return SAID_ONCE.flatMap((key) => entryOf(root, key) ?? []).map(({ key }) => diagnose('not-in-a-part', key.span, { key: key.text }));
  return entryOf(root, 'model') === undefined && root.holes.length === 0 ? [diagnose('model-without-name', firstWords(root), {})] : [];
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
