import { error } from '../code.ts';
import { change, type Fix, insertBefore, quotedText, replace, type TextEdit, writtenAt } from '../fix.ts';
import type { Span } from '../span.ts';

/** Mistakes in how a file is written down, before anybody asks what it means. */
export const sourceCodes = {
  'file-not-found': error(
    (p: { path: string; nearest?: string | undefined }) => `There is no file "${p.path}".${p.nearest === undefined ? '' : ` Did you mean "${p.nearest}"?`}`,
    () => 'Check the path, and that the file is saved under this name.',
  ),
  'not-a-file': error((p: { path: string }) => `"${p.path}" is a folder, and a model is a file.`, () => 'Name the file itself, for example model/bank.yaml.'),
  'file-not-readable': error((p: { path: string; reason: string }) => `"${p.path}" can not be read: ${p.reason}.`),
  'file-too-large': error((p: { path: string; megabytes: number }) => `"${p.path}" is larger than ${p.megabytes} megabytes, too large for a model.`),
  'not-utf-8': error(
    (p: { path: string; looksLike: string | undefined }) =>
      `"${p.path}" is not written in UTF-8${p.looksLike === undefined ? '' : `, it looks like ${p.looksLike}`}.`,
    () => 'Save the file again with the encoding UTF-8.',
  ),
  'strange-character': error(
    (p: { name: string }) => `There is an invisible character here (${p.name}) that does not belong in a model.`,
    () => 'Delete it, or type the line again.',
    (p, span) => (/[\r\uFFFD\u0085\u2028\u2029]/.test(writtenAt(span)) ? undefined : change(`Delete the invisible character (${p.name}).`, [{ span, text: '' }])),
  ),
  'line-too-long': error((p: { most: number }) => `This line has more than ${p.most} characters, more than any line of a model.`, () => 'Write a long text over several lines, below a `>`.'),
  'empty-file': error(() => 'This file says nothing yet. A model begins with its name, for example `model: Bank`.'),
  'nested-too-deeply': error((p: { depth: number }) => `This stands more than ${p.depth} levels deep, deeper than any model goes.`, () => 'Look for brackets or dashes that are too many.'),
  'tab-in-indentation': error(
    (p: { lines: number; mending?: readonly TextEdit[] }) => (p.lines === 1 ? 'This line is indented with a tab; only spaces can indent a line.' : `These ${p.lines} lines are indented with tabs; only spaces can indent a line.`),
    () => 'Put two spaces in place of each tab.',
    (p) => change('Indent with spaces instead of tabs.', p.mending),
  ),
  'key-twice': error((p: { key: string }) => `"${p.key}" stands here twice; each name can stand only once in one place.`, () => 'Bring the two together, or give one of them another name.'),
  'name-missing-above': error((p: { heading: string; key: string }) => `Below "${p.heading}:" stand names, each with its own lines below it, and "${p.key}:" begins without one.`, (p) => `Put a name above "${p.key}:", indented less than it.`),
  'keys-twice': error((p: { keys: readonly string[] }) => `From here on names come again that stand above already: ${p.keys.slice(0, 4).map((key) => `"${key}"`).join(', ')}${p.keys.length > 4 ? ' and more' : ''}.`, (p) =>
    p.keys.includes('when') ? 'A scenario tries one thing: put a name of its own above these lines, and they are a second scenario.' : 'Put the name that these lines belong to above them, or take them away.'),
  'no-anchors': error((p: { written: string }) => `"${p.written}" has a special meaning here that models do not use: a name for a piece of the file.`, () => 'If the "&" belongs to the text, put the whole text in quotes.'),
  'no-aliases': error((p: { written: string }) => `"${p.written}" has a special meaning here that models do not use: a copy of another piece of the file.`, () => 'If the "*" belongs to the text, put the whole text in quotes; else write it out again.'),
  'no-merge-keys': error(() => '"<<" takes over what stands elsewhere, and models do not use that.', () => 'Write it out again here.'),
  'no-tags': error((p: { written: string; expression: string | undefined }) => `"${p.written}" begins with "!", which has a special meaning here that models do not use.`, (p) =>
    p.expression === undefined ? 'If the "!" belongs to the text, put the whole text in quotes.' : `To say that something does not hold, write not(${p.expression}).`, (p, span) => negated(p.expression, span)),
  'no-directives': error((p: { written: string }) => `A line that begins with "%", like "${p.written}", is not used in models.`, () => 'Delete the line.', (_, span) => change('Delete the line.', [{ span: { ...span, end: behindBreak(span) }, text: '' }])),
  'one-model-a-file': error((p: { written: string }) => `"${p.written}" ends the model here, and more follows; a file holds only one.`, (p) => `Move what follows into a file of its own, or delete the line "${p.written}".`),
  'key-not-a-name': error(() => 'Only a name can stand before a colon, not a list or something in braces.'),
  'no-question-mark-keys': error(() => 'A "?" at the beginning of a line has a special meaning here that models do not use.', () => 'If it belongs to the text, put the whole text in quotes.'),
  'quote-not-closed': error((p: { quote: string }) => `This text begins with ${p.quote} and the closing ${p.quote} is missing.`, (p) =>
    `Put ${p.quote} behind the last word. If ${p.quote} is part of the text, put the whole text in ${p.quote === '"' ? "single quotes: '…'" : 'double quotes: "…"'}.`),
  'apostrophe-ends-text': error((p: { written: string; whole: string; mending?: readonly TextEdit[] }) => `The text begins with a single quote, so the apostrophe ends it, and "${p.written}" stands outside.`, (p) => `Put the whole text in double quotes: ${p.whole}`, (p) => change(`Put the whole text in quotes: ${p.whole}`, p.mending)),
  'text-after-quote': error((p: { written: string; whole: string; mending?: readonly TextEdit[] }) => `The quotes end before "${p.written}", so this stands outside the text.`, (p) => `Put the whole text in quotes: ${p.whole}`, (p) => change(`Put the whole text in quotes: ${p.whole}`, p.mending)),
  'typographic-quotes': error((p: { inner: string }) => 'These are the quotes of a word processor; a model has straight ones.', (p) => `Write "${p.inner}".`, (p, span) => (/^[“„‘‚«]/.test(writtenAt(span)) ? replace(span, quotedText(p.inner)) : undefined)),
  'decimal-comma': error((p: { written: string; instead: string }) => `"${p.written}" has a comma in it: a number has a point before its fraction, and nothing between its thousands.`, (p) => `Write ${p.instead}.`, (p, span) => (/,\d{3}$/.test(p.written) ? undefined : replace(span, p.instead))),
  'opening-brace-missing': error((p: { written: string }) => `"{" is missing before "${p.written}", and "}" closes what was not opened.`, (p) => `Write: { ${p.written}`, (_, span) => insertBefore(span, '{ ')),
  'bracket-not-closed': error((p: { open: string; close: string }) => `"${p.open}" is opened here and "${p.close}" is missing.`, (p) => `Put "${p.close}" where it ends.`, (p, span) => closed(p.close, span)),
  'bracket-not-opened': error((p: { close: string; open: string }) => `"${p.close}" closes something here, but there is no "${p.open}" before it.`, (p) => `Delete "${p.close}", or put "${p.open}" where it begins.`),
  'bracket-mismatch': error((p: { open: string; close: string; found: string }) => `This "${p.found}" closes nothing: what was opened last, with "${p.open}", is closed by "${p.close}".`),
  'comma-missing': error((_: { name: string }) => 'Here stand two names with colons and no comma between them.', (p) => `Put a comma before "${p.name}".`),
  'comma-too-many': error(() => 'There is a comma too many here.', () => 'Delete it, or write what belongs before it.', (_, span) => (writtenAt(span) === ',' ? change('Delete the comma.', [{ span, text: '' }]) : undefined)),
  'colon-missing-after-name': error((p: { name: string; instead?: TextEdit }) => `A colon is missing after "${p.name}".`, (p) => `Write "${p.name}:" and then what belongs to it.`, (p, span) => (p.instead === undefined ? behindName(p.name, ':', span) : change(`Write a colon behind "${p.name}".`, [p.instead]))),
  'colon-missing': error((p: { written: string }) => `A colon is missing in this line: "${p.written}" is neither a name with a colon nor part of what stands above.`, () => 'Write a name, a colon, and behind it what belongs to it.'),
  'colon-missing-before-brace': error((p: { name: string; rest: string }) => `A colon is missing after "${p.name}".`, (p) => `Write: ${p.name}: ${p.rest}`, (p, span) => behindName(p.name, ':', span)),
  'space-missing-after-colon': error((p: { name: string }) => `A space is missing behind the colon after "${p.name}".`, undefined, (p, span) => behindName(`${p.name}:`, ' ', span)),
  'colon-inside-text': error((p: { text: string }) => `There is a second colon in this line, inside the text "${p.text}".`, (p) => withoutTernary(p.text) ?? `Put the text in quotes: "${p.text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`, (_, span) => quotedProse(span)),
  'two-names-on-a-line': error((p: { key: string; name: string; instead: string; item: boolean; mending: readonly TextEdit[] }) => `"${p.key}:" and "${p.name}:" stand on one line.`, (p) =>
    p.item ? `Put the second on a line of its own, like those below: ${p.instead}` : `Put the second on a line of its own below, indented further, or write: ${p.instead}`, (p) => change(p.item ? `Put "${p.name}" on a line of its own.` : `Put "${p.name}" in braces.`, p.mending)),
  'bad-indentation': error(() => 'This line is indented differently from the lines it belongs to.', (p: { expected: readonly number[]; mending?: readonly TextEdit[] }) =>
    p.expected.length === 0 ? 'Give it as many spaces as the lines before it on the same level.' : `Begin it ${p.expected.map((spaces) => (spaces === 0 ? 'without spaces' : spaces === 1 ? 'behind 1 space' : `behind ${spaces} spaces`)).join(' or ')}, like the lines it belongs to.`, (p) => change('Indent the line like those it belongs to.', p.mending)),
  'list-item-without-dash': error((_: { mending?: readonly TextEdit[] }) => 'A dash is missing: this line stands where a list has an entry.', () => 'Begin it with "- ", or indent it further when it belongs to the line before.', (p) => change('Begin the line with "- ".', p.mending)),
  'stray-dash': error(() => 'A "-" begins a list here, where something else has begun already.', () => 'A list begins on a line of its own, below its name.'),
  'dash-among-names': error((_: { mending?: readonly TextEdit[] }) => 'The lines beside it are names with a colon, and this one begins with a dash, as in a list.', () => 'Delete the dash, or indent the line so that it stands below the name it belongs to.', (p) => change('Delete the dash.', p.mending)),
  'space-missing-after-dash': error((p: { written: string; mending?: readonly TextEdit[] }) => `A space is missing behind the dash: "${p.written}".`, undefined, (p) => change('Put a space behind the dash.', p.mending)),
  'bad-start-of-text': error((p: { character: string }) => `A text can not begin with "${p.character}" here unless it is in quotes.`, () => 'Put the whole text in quotes.', (_, span) => replace(span, quotedText(writtenAt(span)))),
  'bad-block-text': error((p: { sign: string }) => (p.sign === '|' ? 'Behind "|" nothing else may stand on the line: it says that a text follows on the lines below.' : `Nothing stands before "${p.sign}" that could be compared, and at the beginning ">" says that a text follows on the lines below.`), (p) =>
    p.sign === '|' ? 'Put the text on the lines below, indented, or put the whole of it in quotes.' : `Write what is compared before the sign, as in \`amount ${p.sign} 100\`; if it is a text, put it on the lines below, indented.`),
  'block-text-indentation': error(() => 'The text below must be indented further than the line it belongs to, every line by at least as much as the first.'),
  'bad-escape': error((p: { written: string }) => `"${p.written}" means nothing between double quotes, where a backslash begins a special character.`, () => 'Write \\\\ for a backslash, or put the text in single quotes.', (_, span) => insertBefore(span, '\\')),
  'no-value-in-braces': error((p: { name: string }) => `Between braces each name has a colon and a value, and "${p.name}" has none.`, (p) => `Write { ${p.name}: … }, or "${p.name}" without braces when nothing belongs to it.`),
  'expression-in-braces': error((p: { written: string }) => `An expression with brackets or commas, like "${p.written}", can not stand between braces.`, () => 'Write each name on a line of its own, indented, without the braces.', (_, span) => quotedValue(span)),
  'not-understood': error(() => 'This can not be read as part of a model.', () => 'Compare it with the lines around it: a name, a colon, and what belongs to it.'),
};

/** An expression between braces, up to the comma or brace behind it, in quotes. */
function quotedValue(span: Span): Fix | undefined {
  const line = /^[^\r\n]*/.exec(span.source.text.slice(span.start))?.[0] ?? '';
  let depth = 0;
  const end = line.split('').findIndex((sign) => {
    if ('([{'.includes(sign)) depth += 1;
    if (depth === 0 && ',}]'.includes(sign)) return true;
    if (')]}'.includes(sign)) depth -= 1;
    return false;
  });
  if (end === -1 || depth !== 0) return undefined;
  const value = line.slice(0, end).trimEnd();
  return replace({ ...span, end: span.start + value.length }, `'${value.replaceAll("'", "''")}'`);
}

/** `a ? b : c`, as other languages say it. */
function withoutTernary(text: string): string | undefined {
  const [, condition, then, otherwise] = /^(.+?)\s\?\s(.+?)\s:\s(.+)$/.exec(text) ?? [];
  return condition === undefined ? undefined : `Write: if ${condition} then ${then} else ${otherwise}`;
}

/** Behind the line break that ends the line. */
function behindBreak({ source, end }: Span): number {
  return end + (/^\r?\n/.exec(source.text.slice(end, end + 2))?.[0].length ?? 0);
}

/** `!closed`, where nothing but one name stands behind the sign. */
function negated(expression: string | undefined, span: Span): Fix | undefined {
  if (expression === undefined || !/^\p{L}[\p{L}\p{N} ]*$/u.test(expression) || /\b(?:and|or|in|between|if|is)\b/.test(expression)) return undefined;
  const written = `!${expression}`;
  const whole = { ...span, end: span.start + written.length };
  return writtenAt(whole) === written ? replace(whole, `not(${expression})`) : undefined;
}

/** At the end of the line, where only one bracket is open and no remark follows. */
function closed(close: string, span: Span): Fix | undefined {
  const written = writtenAt(span);
  if (/[[{]/.test(written.slice(1)) || /[\n#\]}"']|[,:]$/.test(written)) return undefined;
  return change(`Write \`${close}\` at the end of the line.`, [{ span: { ...span, start: span.end }, text: close === '}' ? ' }' : close }]);
}

function behindName(name: string, text: string, span: Span): Fix | undefined {
  const at = { ...span, start: span.start + name.length, end: span.start + name.length };
  if (!span.source.text.startsWith(name, span.start)) return undefined;
  return change(text === ' ' ? `Put a space behind "${name}".` : `Write "${text}" behind "${name}".`, [{ span: at, text }]);
}

/** A sentence of the author's, in quotes; elsewhere a second colon may as well begin something on the next line. */
function quotedProse(span: Span): Fix | undefined {
  const { source, start } = span;
  const before = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*(?:- +)*(?:about|question|otherwise|refused|because|model):\s+$/.test(before) ? replace(span, quotedText(writtenAt(span))) : undefined;
}
