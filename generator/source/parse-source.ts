import { Composer, CST, Parser, type Document, type YAMLError } from 'yaml';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { Node } from './node.ts';
import { repaired, type RepairedText } from './repaired-text.ts';
import { treeOf } from './yaml-tree.ts';

export interface ParsedSource {
  /** `undefined` where nothing could be read. */
  readonly document: Node | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseSource(source: SourceText): ParsedSource {
  const diagnostics: Diagnostic[] = [];
  const text = repaired(source, []);
  const tokens = [...new Parser().parse(text.text)];
  const documents = [...new Composer({ keepSourceTokens: true, schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }).compose(tokens)];
  const document = documents[0];
  for (const mistake of document === undefined ? [] : mistakesOf(document)) diagnostics.push(diagnose('not-understood', text.span(mistake.pos[0], mistake.pos[1]), {}));
  return { document: document === undefined ? undefined : treeOf(document.contents, text, (d) => diagnostics.push(d)), diagnostics };
}

function mistakesOf(document: Document.Parsed): readonly YAMLError[] {
  return [...document.errors, ...document.warnings];
}
