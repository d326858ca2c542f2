import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { languageWords } from './language-words.ts';
import { followingLine, isInBlockText, lineAt, type Line } from './lines.ts';
import { BROKEN, type Edit, type RepairedText } from './repaired-text.ts';

/** Below these stand names that the author gives, and never a word of the language. */
const HEADINGS = ['types', 'functions', 'actors', 'aggregates', 'commands', 'events', 'policies', 'read models', 'external systems', 'scenarios'];
const HEADING = new RegExp(`^[ ]*(?:${HEADINGS.join('|')}):[ \\t]*(?:#.*)?$`, 'gm');
const WORDS = new Set(languageWords);

/**
 * `scenarios:` and below it at once `given:`: the name of the first one was forgotten, or deleted. Said once, and what stands
 * there is read as the parts of something without a name.
 */
export function lostNames(file: RepairedText): { readonly diagnostics: readonly Diagnostic[]; readonly edits: readonly Edit[] } {
  const budget = { lines: MOST_LINES };
  const found = [...file.text.matchAll(HEADING)].flatMap(({ index }) => lostBelow(file, lineAt(file.text, index), budget) ?? []);
  return { diagnostics: found.map(({ diagnostic }) => diagnostic), edits: found.map(({ edit }) => edit) };
}

/** Somebody may nest headings in headings; nobody who means it comes near. */
const MOST_LINES = 50_000;

function lostBelow(file: RepairedText, heading: Line, budget: { lines: number }): { readonly diagnostic: Diagnostic; readonly edit: Edit } | undefined {
  const first = followingLine(file.text, heading);
  if (first === undefined || first.indent <= heading.indent + 1 || first.column > first.indent || first.key === undefined || !WORDS.has(first.key)) return undefined;
  const indent = indentOfNames(file.text, heading, first, budget);
  if (indent === undefined || isInBlockText(file.text, heading)) return undefined;
  const span = file.span(first.start + first.indent, first.start + first.indent + first.key.length);
  return { diagnostic: diagnose('name-missing-above', span, { heading: heading.key ?? '', key: first.key }), edit: { start: first.start, end: first.start, text: `${' '.repeat(indent)}${BROKEN}:\n` } };
}

/** As deep as the other names below the heading; where all that stands beside the first line are words of the language, as deep as fits. */
function indentOfNames(text: string, heading: Line, first: Line, budget: { lines: number }): number | undefined {
  for (let line = followingLine(text, first); line !== undefined && line.indent > heading.indent; line = followingLine(text, line)) {
    if ((budget.lines -= 1) < 0) return undefined;
    if (line.indent < first.indent) return line.indent;
    if (line.indent === first.indent && line.column === line.indent && (line.key === undefined || !WORDS.has(line.key))) return undefined;
  }
  return heading.indent + 1;
}
