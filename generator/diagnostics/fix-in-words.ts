import { type Fix, type TextEdit, writtenAt } from './fix.ts';
import { lineOf, positionAt } from './span.ts';

/** What a fix has changed: `model/bank.yaml:12: "ammount" is now "amount".` */
export function fixInWords({ edits }: Fix): string {
  const [first] = edits;
  if (first === undefined) return '';
  if (edits.every(isIndentation)) return `${lineOf(first.span)}: ${edits.length === 1 ? `the line stands ${behind(first.text)} now` : `${edits.length} lines were moved to where they belong`}.`;
  return edits.length === 1 || edits.some(({ span, text }) => text !== first.text || writtenAt(span) !== writtenAt(first.span))
    ? edits.map((edit) => `${lineOf(edit.span)}: ${editInWords(edit)}.`).join('\n')
    : `${lineOf(first.span)}: ${editInWords(first)}, and so at ${edits.length - 1} more ${edits.length === 2 ? 'place' : 'places'} below.`;
}

function editInWords({ span, text }: TextEdit): string {
  const written = writtenAt(span);
  if (written === '') return text.trim() === '' ? `a space was added${beside(span)}` : `${quoted(text)} was added${beside(span)}`;
  if (text === '') return `${quoted(written)} was deleted`;
  return `${quoted(written)} is now ${quoted(text)}`;
}

/** The word before the place, so that it can be found again. */
function beside({ source, start }: TextEdit['span']): string {
  const word = /\S+(?= *$)/u.exec(source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start))?.[0];
  return word === undefined ? ' at the beginning of the line' : ` behind ${quoted(word)}`;
}

function isIndentation({ span, text }: TextEdit): boolean {
  return /^[ \t]*$/.test(writtenAt(span) + text) && positionAt(span.source, span.start).column === 1;
}

function behind(blanks: string): string {
  return blanks.length === 0 ? 'at the beginning' : `behind ${blanks.length} ${blanks.length === 1 ? 'space' : 'spaces'}`;
}

function quoted(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line === '') return 'a blank';
  return /[\p{Cc}\p{Cf}]/u.test(line) ? 'an invisible character' : `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`;
}
