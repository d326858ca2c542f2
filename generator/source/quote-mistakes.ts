import { diagnose } from '../diagnostics/diagnostic.ts';
import { lineAt, withoutLine } from './lines.ts';
import { BROKEN, type RepairedText } from './repaired-text.ts';
import type { Found } from './yaml-mistakes.ts';

/** A text whose closing quote is missing: everything behind it on the line is taken out. */
export function quoteNotClosed(file: RepairedText, at: number): Found {
  const line = lineAt(file.text, at);
  const end = Math.max(line.start + line.text.trimEnd().length, at + 1);
  return { diagnostics: [diagnose('quote-not-closed', file.span(at, end), { quote: file.text[at] ?? '"' })], edits: [{ start: at, end, text: BROKEN }] };
}

/** Something stands behind a closing quote, often because of an apostrophe: `'It's closed'`. `at` is the opening quote. */
export function textAfterQuote(file: RepairedText, at: number, behind: number): Found {
  const { text } = file;
  const line = lineAt(text, behind);
  const end = line.start + line.text.trimEnd().length;
  const written = text.slice(behind, end);
  const value = text.slice(at, end);
  const code = value.startsWith("'") && /[\p{L}]'$/u.test(text.slice(at, behind)) && /^\p{L}/u.test(written) ? 'apostrophe-ends-text' : 'text-after-quote';
  const edit = line.key === undefined || line.valueStart >= behind ? withoutLine(line) : { start: at, end, text: BROKEN };
  return { diagnostics: [diagnose(code, file.span(behind, end), { written, whole: requoted(value), mending: [{ span: file.span(at, end), text: requoted(value) }] })], edits: [edit] };
}

/** A text of an expression that ends before the next sign: `"a" & owner`. */
const ENDED = /^"[^"]*"\s*(?:[-+*/&|<>=!,]|(?:and|or|in|between)\b)/;

/** The whole of it in quotes that its own quotes do not end. */
export function requoted(value: string): string {
  const [quote = ''] = value;
  const inner = !ENDED.test(value) && value.endsWith(quote) && value.length > 1 && value.indexOf(quote, 1) < value.length - 1 ? value.slice(1, -1) : value;
  return inner.includes('"') ? `'${inner.replaceAll("'", "''")}'` : `"${inner.replaceAll('\\', '\\\\')}"`;
}
