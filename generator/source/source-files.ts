import { isAbsolute, posix } from 'node:path';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { SourceText } from '../diagnostics/span.ts';
import { includesOf, type ScalarNode } from './node.ts';
import { type ParsedSource, parseEdited, parseSource } from './parse-source.ts';
import type { ReadSource } from './read-source.ts';
import type { Edit } from './repaired-text.ts';

/** One of the files that make up a model. */
export interface SourceFile extends ParsedSource {
  readonly source: SourceText;
}

export interface SourceFiles {
  /** The model, then its parts in the order in which they are included, each once. */
  readonly files: readonly SourceFile[];
  /** What is wrong with the including. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether each file that is included was found. Names are not unknown while some of the model is missing. */
  readonly complete: boolean;
}

/** Where further files come from. Paths are written as that of the model is, with `/`. */
export interface FurtherFiles {
  read(path: string): ReadSource;
  /** The model files there are, one of which may have been meant. */
  paths(): readonly string[];
}

/** Reads a model, and the files that it and they include. */
export function readFiles(model: SourceText, further: FurtherFiles): SourceFiles {
  const state: State = { further, root: isAbsolute(model.path) ? posix.dirname(model.path) : '', files: new Map(), diagnostics: [], missing: 0 };
  readFile(model, [model.path], state);
  return { files: [...state.files.values()], diagnostics: state.diagnostics, complete: state.missing === 0 };
}

/** The same files, one of them after some edits. */
export function withEditedFile(files: readonly SourceFile[], source: SourceText, edits: readonly Edit[]): readonly SourceFile[] {
  return files.map((file) => (file.source === source ? { source, ...parseEdited(source, edits) } : file));
}

interface State {
  readonly further: FurtherFiles;
  /** Files lie below it. */
  readonly root: string;
  /** By path. */
  readonly files: Map<string, SourceFile>;
  readonly diagnostics: Diagnostic[];
  missing: number;
}

/** `trail` leads from the model to this file, both included. */
function readFile(source: SourceText, trail: readonly string[], state: State): void {
  const file = { source, ...parseSource(source) };
  const isEmpty = trail.length > 1 && file.document === undefined;
  if (isEmpty) state.missing += 1;
  const diagnostics = isEmpty ? file.diagnostics.map((each) => (each.code === 'empty-file' ? diagnose('empty-part', each.span, {}) : each)) : file.diagnostics;
  state.files.set(trail.at(-1) ?? source.path, { ...file, diagnostics });
  const seen = new Map<string, ScalarNode>();
  for (const written of includesOf(file.document)) {
    const path = posix.join(posix.dirname(source.path), written.text.trim());
    const first = seen.get(path);
    if (first !== undefined) state.diagnostics.push(diagnose('included-twice', written.span, { path: written.text }, [{ span: first.span, sentence: 'It stands here for the first time.' }]));
    else include(path, written, trail, state);
    seen.set(path, first ?? written);
  }
}

function include(path: string, written: ScalarNode, trail: readonly string[], state: State): void {
  if (trail.includes(path)) state.diagnostics.push(diagnose('includes-itself', written.span, { trail: [...trail.slice(trail.indexOf(path)), path] }));
  if (state.files.has(path)) return;
  const mistake = wrongPath(path, written, state);
  const read = mistake === undefined ? state.further.read(path) : { source: undefined, diagnostics: [mistake] };
  if (read.source !== undefined) readFile(read.source, [...trail, path], state);
  else {
    state.missing += 1;
    state.diagnostics.push(...read.diagnostics.map((diagnostic) => atInclude(diagnostic, path, written, trail, state)));
  }
}

function wrongPath(path: string, written: ScalarNode, { root }: State): Diagnostic | undefined {
  const { text, span } = written;
  if (isAbsolute(text) || /^[a-z]+:|\\/i.test(text)) return diagnose('include-not-a-path', span, { path: text });
  const below = root === '' ? path : posix.relative(root, path);
  return below === '..' || below.startsWith('../') ? diagnose('include-outside', span, { path: text }) : undefined;
}

/** A file that is not there is a mistake of the one that includes it. */
function atInclude(diagnostic: Diagnostic, path: string, written: ScalarNode, trail: readonly string[], { further }: State): Diagnostic {
  const { text, span } = written;
  if (diagnostic.code === 'not-a-file') return diagnose('include-is-folder', span, { path: text });
  if (diagnostic.code !== 'file-not-found') return { ...diagnostic, related: [...diagnostic.related, ...(diagnostic.span.source === span.source ? [] : [{ span, sentence: 'It is included here.' }])] };
  const folder = posix.dirname(trail.at(-1) ?? '');
  const others = further.paths().filter((each) => !trail.includes(each)).map((each) => posix.relative(folder, each));
  return diagnose('include-not-found', span, { path: text, full: path, ...nearestOf(text, others) });
}
