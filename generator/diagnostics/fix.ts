import type { Span } from './span.ts';

/** A change of the author's text: what stands in `span` becomes `text`. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The one certain answer to a mistake, for a tool to apply. The edits of one fix never overlap. */
export interface Fix {
  /** `Write "amount" instead of "ammount".` */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The characters of a span, as the author wrote them. */
export function writtenAt({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

/** All of `span` becomes `text`. */
export function replace(span: Span, text: string): Fix {
  const written = writtenAt(span);
  return { title: written === '' ? `Write ${oneLine(text)} here.` : text === '' ? `Delete ${oneLine(written)}.` : `Write ${oneLine(text)} instead of ${oneLine(written)}.`, edits: [{ span, text }] };
}

export function insertBefore(span: Span, text: string): Fix {
  return { title: `Write ${oneLine(text.trim())} before ${oneLine(writtenAt(span))}.`, edits: [{ span: { ...span, end: span.start }, text }] };
}

export function insertBehind(span: Span, text: string): Fix {
  return { title: `Write ${oneLine(text.trim())} behind ${oneLine(writtenAt(span))}.`, edits: [{ span: { ...span, start: span.end }, text }] };
}

/** Edits that were worked out where the mistake was found; none means that nothing is certain. */
export function change(title: string, edits: readonly TextEdit[] | undefined): Fix | undefined {
  return edits === undefined || edits.length === 0 ? undefined : { title, edits };
}

/** One name for another, quotes around it kept. Nothing where the span holds more than the name, or quotes would be needed. */
export function rename(span: Span, from: string, to: string | undefined): Fix | undefined {
  if (to === undefined || /["'\\\n:#]/.test(to)) return undefined;
  const written = writtenAt(span);
  if (sameName(written, from)) return replace(span, to);
  const quoted = /^(["'])(.*)\1$/su.exec(written)?.[2];
  return quoted !== undefined && sameName(quoted, from) ? replace({ ...span, start: span.start + 1, end: span.end - 1 }, to) : undefined;
}

function sameName(a: string, b: string): boolean {
  const tidy = (text: string): string => text.trim().replaceAll(/\s+/gu, ' ').normalize('NFC');
  return tidy(a) === tidy(b);
}

/** A piece of an expression becomes `text`, in whatever quotes the expression stands in. */
export function replaceInExpression(span: Span, text: string): Fix | undefined {
  const { source, start, end } = span;
  const line = source.text.lastIndexOf('\n', start - 1) + 1;
  const before = source.text.slice(line, start);
  const behind = /^[^\n]*/.exec(source.text.slice(end))?.[0] ?? '';
  // Where the value begins: behind the last colon or dash that opens one.
  const opened = /^.*(?:(?<=:|[{,[]|^\s*-)\s+)(?=["']|\S)/u.exec(`${before}x`)?.[0].length ?? 0;
  const value = before.slice(Math.min(opened, before.length)).trimStart();
  const whole = value === '' && /^\s*(?:$|\r|[,}\]]|#)/.test(behind);
  if (value.startsWith('"')) return replace(span, text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  if (value.startsWith("'")) return replace(span, text.replaceAll("'", "''"));
  if (whole && /^["'!&*@`%|>?#[{-]|: | #/.test(text)) return replace(span, `'${text.replaceAll("'", "''")}'`);
  return /: | #/.test(text) || (value === '' && /^["']/.test(text)) ? undefined : replace(span, text);
}

/** `text` as YAML writes it when it must be a text: in double quotes, or in single ones where it has double ones in it. */
export function quotedText(text: string): string {
  return text.includes('"') || text.includes('\\') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line === '' ? 'a blank' : `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``;
}
