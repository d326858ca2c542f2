import { Composer, type CST, Parser, type YAMLError } from 'yaml';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import { firstLook } from './first-look.ts';
import { indentationMistakes } from './indentation.ts';
import { braceMistake, nameBeforeBrace } from './line-mistakes.ts';
import { followingLine, lineAt, withoutLine, type Line } from './lines.ts';
import { lostNames } from './lost-names.ts';
import type { MapNode, Node } from './node.ts';
import { documentInPieces } from './pieces.ts';
import { BROKEN, repaired, withEdits, type Edit, type RepairedText } from './repaired-text.ts';
import { sizeMistake } from './size-mistakes.ts';
import { mistakeBehind, walk, type Found } from './yaml-mistakes.ts';
import { treeOf } from './yaml-tree.ts';

export interface ParsedSource {
  /** `undefined` where nothing could be read. Pieces that could not be read are broken nodes. */
  readonly document: Node | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** No model is nested deeper; beyond it somebody is trying what breaks. */
const DEEPEST = 40;
/** What stands deeper is seldom, and judged in its place. */
const DEEPEST_IN_A_PIECE = 30;
/** How many characters may be read in all while going on behind mistakes: bounds the time a broken file takes. */
const MOST_READING = 3_000_000;
const COST_OF_AN_ERROR = 300;
const LEAST_READINGS = 3;

const parsedBefore = new WeakMap<SourceText, ParsedSource>();

/**
 * Reads a file as YAML. Behind every mistake it takes out the smallest piece that can not be read and reads on, so that
 * all mistakes are found in one run and none hides another. A text that is asked for again is not read again: what part a
 * file plays in a project is looked up in it before it is compiled.
 */
export function parseSource(source: SourceText): ParsedSource {
  const known = parsedBefore.get(source);
  if (known !== undefined) return known;
  const parsed = inPieces(source) ?? parse(source, [], 'all');
  parsedBefore.set(source, parsed);
  return parsed;
}

/** A file with which nothing is wrong. */
function inPieces(source: SourceText): ParsedSource | undefined {
  // A name that is lost is seen only with the heading above it.
  const isWhole = sizeMistake(source) === undefined && lostNames(repaired(source, [])).diagnostics.length === 0;
  const document = isWhole ? documentInPieces(source, soundPiece) : undefined;
  return document === undefined ? undefined : { document, diagnostics: [] };
}

function soundPiece(piece: SourceText): MapNode | undefined {
  const { document, diagnostics } = parse(piece, [], 'first', DEEPEST_IN_A_PIECE);
  return document?.kind === 'map' && diagnostics.length === 0 ? document : undefined;
}

/** Reads a file as it would be after `edits`, to see whether it is right then: no further than to its first mistake. */
export function parseEdited(source: SourceText, edits: readonly Edit[]): ParsedSource {
  return parse(source, edits, 'first');
}

function parse(source: SourceText, before: readonly Edit[], mistakes: 'all' | 'first', deepest = DEEPEST): ParsedSource {
  const first = firstLook(source);
  const diagnostics: Diagnostic[] = [...first.diagnostics];
  if (first.hopeless) return { document: undefined, diagnostics };
  const seen = repaired(source, [...first.edits, ...before]);
  const lost = lostNames(seen);
  diagnostics.push(...lost.diagnostics);
  const looked = repaired(source, withEdits(seen, lost.edits));
  const indentation = indentationMistakes(looked);
  diagnostics.push(...indentation.diagnostics);
  if (mistakes === 'first' && diagnostics.some(isError)) return { document: undefined, diagnostics };
  let file = repaired(source, withEdits(looked, indentation.edits));
  const attempts = new Map<number, number>();
  for (let [left, times] = [MOST_READING, 0]; ; times += 1) {
    const reading = readYaml(file, deepest);
    left -= source.text.length + 1000 + reading.errors.length * COST_OF_AN_ERROR;
    if (reading.tooDeep !== undefined) return { document: undefined, diagnostics: [...diagnostics, reading.tooDeep] };
    const goesOn = left > 0 || times < LEAST_READINGS;
    const found = goesOn ? nextMistakes(reading, file, attempts) : [];
    diagnostics.push(...found.flatMap((each) => each.diagnostics).filter(isAboutTheFile));
    if (mistakes === 'first' && diagnostics.some(isError)) return { document: undefined, diagnostics };
    if (found.length === 0) return finish(reading, file, diagnostics, goesOn && reading.errors.every(isLeftToTree));
    file = repaired(source, withEdits(file, found.flatMap((each) => each.edits)));
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** A sentence that quotes a mark of ours is about a line that was reported already. */
function isAboutTheFile({ sentence, help }: Diagnostic): boolean {
  return !sentence.includes(BROKEN) && help?.includes(BROKEN) !== true;
}

interface Reading {
  readonly tokens: readonly CST.Token[];
  readonly contents: unknown;
  /** In the order of their places. */
  readonly errors: readonly YAMLError[];
  readonly secondDocument: number | undefined;
  readonly tooDeep: Diagnostic | undefined;
}

function readYaml(file: RepairedText, deepest: number): Reading {
  const tokens = [...new Parser().parse(file.text)];
  const tooDeep = depthMistake(tokens, file, deepest);
  if (tooDeep !== undefined) return { tokens, contents: undefined, errors: [], secondDocument: undefined, tooDeep };
  const documents = withoutStackTraces(() => [...new Composer({ keepSourceTokens: true, schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }).compose(tokens)]);
  const [document, second] = documents;
  const errors = document === undefined ? [] : [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  return { tokens, contents: document?.contents, errors, secondDocument: second?.range[0], tooDeep };
}

/** The library makes an error for each mistake, and nobody looks at where in its code that was. */
function withoutStackTraces<T>(read: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function depthMistake(tokens: readonly CST.Token[], file: RepairedText, deepest: number): Diagnostic | undefined {
  let found: Diagnostic | undefined;
  walk(tokens, (token, depth) => {
    if (depth > deepest) found ??= diagnose('nested-too-deeply', file.span(token.offset, token.offset + 1), { depth: deepest });
  });
  return found;
}

/** Library errors that are reported from the tree, at the node they belong to. */
function isLeftToTree(error: YAMLError): boolean {
  return error.code === 'TAG_RESOLVE_FAILED' && error.message.startsWith('Unresolved tag');
}

/**
 * The first mistake; those behind it may only be its consequences. Where it does not change how the rest is read, the
 * ones on later lines are taken along.
 */
function nextMistakes(reading: Reading, file: RepairedText, attempts: Map<number, number>): readonly Found[] {
  const errors = reading.errors.filter((error) => !isLeftToTree(error));
  const found: Found[] = [];
  let line = -1;
  for (const error of errors) {
    const at = lineOf(error, file);
    if (at.start <= line) continue;
    if (found.length > 0 && !isHarmless(error)) break;
    const mistake = nextAttempt(error, at, file, reading, attempts);
    if (mistake !== undefined) found.push(mistake);
    line = at.start;
    if (!isHarmless(error)) break;
  }
  return errors.length > 0 ? found : namesBeforeBraces(reading.tokens, file);
}

/** Where the library says a line break is wrong, it means the line behind it. */
function lineOf(error: YAMLError, file: RepairedText): Line {
  const line = lineAt(file.text, Math.min(error.pos[0], file.text.length));
  return line.empty ? (followingLine(file.text, line) ?? line) : line;
}

/** A line that is still wrong after a repair goes as a whole; where even that does not help, reading ends. */
function nextAttempt(error: YAMLError, line: Line, file: RepairedText, reading: Reading, attempts: Map<number, number>): Found | undefined {
  const place = file.span(line.start, line.start).start;
  const attempt = (attempts.get(place) ?? 0) + 1;
  attempts.set(place, attempt);
  if (attempt > 6) return undefined;
  const found = mistakeBehind(error, line, file, reading.tokens);
  const changes = found.edits.some((edit) => file.text.slice(edit.start, edit.end) !== edit.text);
  if (attempt <= 4 && changes) return found;
  return { diagnostics: attempt === 1 ? found.diagnostics : [], edits: [attempt < 6 ? withoutLine(line) : { start: line.start, end: line.end, text: '' }] };
}

/** YAML finds a colon inside the braces and takes all before it for a name, which nobody means. */
function namesBeforeBraces(tokens: readonly CST.Token[], file: RepairedText): readonly Found[] {
  const found: Found[] = [];
  walk(tokens, (token) => {
    if (token.type !== 'block-map') return;
    for (const { key } of token.items) {
      if (key?.type !== 'scalar') continue;
      const line = lineAt(file.text, key.offset);
      const brace = nameBeforeBrace(file.text.slice(key.offset, line.end).trimEnd());
      if (brace !== undefined && /[{[]/.test(key.source)) found.push(braceMistake(file, key.offset, brace));
    }
  });
  return found;
}

function isHarmless(error: YAMLError): boolean {
  return error.code === 'BAD_DQ_ESCAPE' || error.code === 'BAD_SCALAR_START' || error.message.startsWith('Not a YAML token');
}

/** The line that ends the first model; what follows is not read. */
function secondModel({ secondDocument }: Reading, file: RepairedText): Diagnostic | undefined {
  if (secondDocument === undefined) return undefined;
  const head = file.text.slice(0, secondDocument + 4);
  const at = Math.max(head.lastIndexOf('\n---'), head.lastIndexOf('\n...')) + 1;
  const line = lineAt(file.text, at);
  return diagnose('one-model-a-file', file.span(line.start, Math.max(line.end, line.start + 1)), { written: line.text.slice(0, 3) });
}

/** A lost dash is seen from the text and from the tree. Of no other mistake are all the others looked through: there may be a hundred thousand. */
function isSaidAgain(mistake: Diagnostic, said: readonly Diagnostic[]): boolean {
  return mistake.code === 'list-item-without-dash' && said.some(({ code, span }) => code === mistake.code && span.start === mistake.span.start);
}

function finish(reading: Reading, file: RepairedText, found: readonly Diagnostic[], complete: boolean): ParsedSource {
  const diagnostics = [...found];
  if (!complete && found.length === 0) for (const error of reading.errors.slice(0, 1)) diagnostics.push(...mistakeBehind(error, lineOf(error, file), file, reading.tokens).diagnostics);
  const second = secondModel(reading, file);
  if (second !== undefined) diagnostics.push(second);
  const document = complete && reading.contents !== null && reading.contents !== undefined ? treeOf(reading.contents, file, (each) => isAboutTheFile(each) && !isSaidAgain(each, diagnostics) && diagnostics.push(each)) : undefined;
  if (document?.kind === 'empty' || (document === undefined && diagnostics.length === 0)) {
    return { document: undefined, diagnostics: [...diagnostics, diagnose('empty-file', { source: file.source, start: 0, end: 0 }, {})] };
  }
  return { document, diagnostics };
}
