import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { lineAt } from './lines.ts';
import type { RepairedText } from './repaired-text.ts';

/** `!closed`: YAML takes the "!" for a tag, and whoever wrote it meant "not". `at` is where the "!" stands. */
export function tagMistake(file: RepairedText, at: number): Diagnostic {
  const { text } = file;
  const line = lineAt(text, at);
  const all = text.slice(at, line.end).replace(/\s+#.*$/, '').trimEnd();
  const word = /^\S+/.exec(all)?.[0] ?? '!';
  const meant = all.slice(1).trim().replace(/^\((.*)\)$/, '$1');
  const isExpression = /^!?[\p{L}(]/u.test(all.slice(1)) && !/[{}[\],]/.test(all);
  return diagnose('no-tags', file.span(at, at + word.length), { written: word, expression: isExpression ? meant : undefined });
}
