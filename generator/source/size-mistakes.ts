import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';

/** Nobody writes such a line, and whatever reads models would have to bear it. */
const LONGEST_LINE = 10_000;
/** Brackets inside texts may be without their other half; so many more than are closed stand inside one another. */
const MOST_OPEN = 400;
/** As deep as a model goes, for the sentence. */
const DEEPEST = 40;

/** What makes a file not worth reading any further, found without understanding anything of it. */
export function sizeMistake(source: SourceText): Diagnostic | undefined {
  return longLine(source) ?? deepBrackets(source);
}

function longLine(source: SourceText): Diagnostic | undefined {
  const { text } = source;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LONGEST_LINE) return diagnose('line-too-long', { source, start: start + LONGEST_LINE, end }, { most: LONGEST_LINE });
    start = end + 1;
  }
  return undefined;
}

function deepBrackets(source: SourceText): Diagnostic | undefined {
  let open = 0;
  for (const { 0: sign, index } of source.text.matchAll(/[[\]{}]/g)) {
    open = sign === '[' || sign === '{' ? open + 1 : Math.max(0, open - 1);
    if (open > MOST_OPEN) return diagnose('nested-too-deeply', { source, start: index, end: index + 1 }, { depth: DEEPEST });
  }
  return undefined;
}
