import { isAlias, isMap, isNode, isScalar, isSeq, type CST, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { diagnose, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import { type TextEdit, writtenAt } from '../diagnostics/fix.ts';
import type { Span } from '../diagnostics/span.ts';
import { bracesTrap, listTrap } from './braces-trap.ts';
import { tidyName, type Entry, type Node, type ScalarNode, type ScalarStyle } from './node.ts';
import { scalarText, type BlockShape } from './scalar-text.ts';
import { BROKEN, type RepairedText } from './repaired-text.ts';
import { tagMistake } from './tag-mistake.ts';

/**
 * Turns what the YAML library read into our own nodes, and refuses what models do not use: anchors, aliases, tags,
 * merge keys, keys that are not names, keys written twice. A piece that is refused becomes a broken node.
 */
export function treeOf(contents: unknown, text: RepairedText, report: Report): Node {
  return nodeOf(contents, { text, report });
}

interface Context {
  readonly text: RepairedText;
  readonly report: Report;
}

type Ranged = { readonly range?: readonly [number, number, number] | null };

function nodeOf(value: unknown, context: Context): Node {
  if (isAlias(value)) {
    const span = spanOfNode(value, context);
    context.report(diagnose('no-aliases', span, { written: context.text.slice(span) }));
    return { kind: 'broken', span };
  }
  if (isMap(value)) return refusedProperties(value, context) ?? mapOf(value, context);
  if (isSeq(value)) {
    return refusedProperties(value, context) ?? listOf(value, context);
  }
  if (isScalar(value)) return refusedProperties(value, context) ?? scalarOf(value, context);
  return { kind: 'empty', span: context.text.span(0, 0) };
}

function listOf(list: YAMLSeq, context: Context): Node {
  const span = spanOfNode(list, context);
  const trap = list.flow === true ? listTrap(list.items, context.text) : undefined;
  if (trap === undefined) return { kind: 'list', items: list.items.flatMap((item) => (isMap(item) && item.flow !== true && item.tag === undefined && item.anchor === undefined ? itemsOf(item, context) : [nodeOf(item, context)])), span };
  context.report(trap);
  return { kind: 'broken', span };
}

/** An item whose first name comes again is two items: the dash between them was forgotten. */
function itemsOf(map: YAMLMap, context: Context): readonly Node[] {
  const nameOf = (pair: Pair | undefined): unknown => (isScalar(pair?.key) ? pair.key.source : undefined);
  const first = nameOf(map.items[0]);
  const begins = [0, ...map.items.flatMap((pair, index) => (index > 0 && first !== undefined && nameOf(pair) === first ? [index] : []))];
  for (const begin of begins.slice(1)) {
    const span = nodeSpan(map.items[begin]?.key, context);
    if (span !== undefined) context.report(diagnose('list-item-without-dash', span, { mending: dashBefore(span) }));
  }
  return begins.map((begin, index) => mapOf(map, context, map.items.slice(begin, begins[index + 1])));
}

/** In place of the last two blanks that indent it. */
function dashBefore(span: Span): readonly TextEdit[] {
  const place = { ...span, start: Math.max(0, span.start - 2), end: span.start };
  return writtenAt(place) === '  ' ? [{ span: place, text: '- ' }] : [];
}

function spanOfNode(node: Ranged, context: Context): Span {
  const [start, end] = node.range ?? [0, 0];
  return context.text.span(start, Math.max(start, trimmedEnd(context.text.text, start, end)));
}

const BLANK = /\s/;

function trimmedEnd(text: string, start: number, end: number): number {
  let at = Math.min(end, text.length);
  while (at > start && BLANK.test(text.charAt(at - 1))) at -= 1;
  return at;
}

/** Anchors and tags stand before the node; the library keeps their text but not their place, so it is found again. */
function refusedProperties(node: Ranged & { anchor?: string; tag?: string }, context: Context): Node | undefined {
  if (node.anchor === undefined && node.tag === undefined) return undefined;
  const [start] = node.range ?? [0];
  const sign = node.anchor === undefined ? '!' : '&';
  const at = Math.max(0, context.text.text.lastIndexOf(sign, start));
  const written = /^\S+/.exec(context.text.text.slice(at))?.[0] ?? sign;
  const span = context.text.span(at, at + written.length);
  context.report(sign === '&' ? diagnose('no-anchors', span, { written }) : tagMistake(context.text, at));
  return { kind: 'broken', span };
}

function mapOf(map: YAMLMap, context: Context, items: readonly Pair[] = map.items): Node {
  const trap = map.flow === true ? bracesTrap(map.items, context.text) : undefined;
  const span = spanOfNode(map, context);
  if (trap !== undefined) {
    context.report(trap);
    return { kind: 'broken', span };
  }
  const entries: Entry[] = [];
  const byName = new Map<string, Entry>();
  const repeated: { readonly key: ScalarNode; readonly first: ScalarNode }[] = [];
  const holes: Span[] = [];
  for (const pair of items) {
    const entry = entryOfPair(pair, context);
    const name = entry === undefined ? '' : tidyName(entry.key.text);
    const first = byName.get(name);
    if (entry !== undefined && first === undefined) {
      entries.push(entry);
      byName.set(name, entry);
      continue;
    }
    holes.push(spanOfPair(pair, context));
    if (entry !== undefined && first !== undefined) repeated.push({ key: entry.key, first: first.key });
  }
  reportRepeated(repeated, context);
  if (entries.length === 0 && items.length > 0) return { kind: 'broken', span };
  return { kind: 'map', entries, span, holes };
}

/** One name may be written twice; where several come again, a name above them was lost, or a block of lines was copied. */
function reportRepeated(repeated: readonly { readonly key: ScalarNode; readonly first: ScalarNode }[], { report }: Context): void {
  const [one, ...others] = repeated;
  if (one === undefined) return;
  const related = [{ span: one.first.span, sentence: `"${one.key.text}" stands here for the first time.` }];
  const names = [...new Set(repeated.map(({ key }) => key.text))];
  if (others.length > 0 && names.length > 1) report(diagnose('keys-twice', one.key.span, { keys: names }, related));
  else for (const { key, first } of repeated) report(diagnose('key-twice', key.span, { key: key.text }, [{ span: first.span, sentence: `"${key.text}" stands here for the first time.` }]));
}

function entryOfPair(pair: Pair, context: Context): Entry | undefined {
  const key = keyOf(pair, context);
  if (key === undefined) return undefined;
  const value = nodeOf(pair.value, context);
  return { key, value: value.kind === 'empty' ? { kind: 'empty', span: key.span } : value };
}

function spanOfPair(pair: Pair, context: Context): Span {
  const key = nodeSpan(pair.key, context);
  const value = nodeSpan(pair.value, context) ?? key;
  return { source: context.text.source, start: key?.start ?? value?.start ?? 0, end: Math.max(key?.end ?? 0, value?.end ?? 0) };
}

function nodeSpan(node: unknown, context: Context): Span | undefined {
  return isNode(node) ? spanOfNode(node, context) : undefined;
}

/** The name before a colon; `undefined` where it was refused. */
function keyOf(pair: Pair, context: Context): ScalarNode | undefined {
  const node = nodeOf(pair.key, context);
  if (node.kind === 'broken') return undefined;
  const mistake = keyMistake(pair, node);
  if (mistake === undefined && node.kind === 'scalar') return node;
  context.report(mistake ?? diagnose('key-not-a-name', node.span, {}));
  return undefined;
}

/** `<<` and `? key` are keys of a kind that models do not use. */
function keyMistake(pair: Pair, key: Node): Diagnostic | undefined {
  if (pair.srcToken !== undefined && 'explicitKey' in pair.srcToken) return diagnose('no-question-mark-keys', key.span, {});
  if (key.kind !== 'scalar' || key.style !== 'plain') return undefined;
  return key.text === '<<' ? diagnose('no-merge-keys', key.span, {}) : undefined;
}

const STYLES: Readonly<Record<Scalar.Type, ScalarStyle>> = {
  PLAIN: 'plain', QUOTE_SINGLE: 'single quoted', QUOTE_DOUBLE: 'double quoted', BLOCK_LITERAL: 'literal', BLOCK_FOLDED: 'folded',
};

function scalarOf(scalar: Scalar, context: Context): Node {
  const span = spanOfNode(scalar, context);
  const text = scalar.source ?? '';
  const token = scalar.srcToken;
  if (text.includes(BROKEN)) return { kind: 'broken', span };
  if (text === '' && scalar.type === 'PLAIN') return { kind: 'empty', span };
  const glued = scalar.type === 'PLAIN' && context.text.source.text.charAt(span.start) === '-' ? dashesWithoutSpace(span, context) : undefined;
  if (glued !== undefined) return glued;
  const style = STYLES[scalar.type ?? 'PLAIN'];
  return { kind: 'scalar', text, style, span, spanOf: token === undefined ? () => span : placesOf(text, style, token, span, context.text) };
}

/** `-one` and `-two` below each other, which YAML takes for one text. */
function dashesWithoutSpace(span: Span, context: Context): Node | undefined {
  const written = context.text.slice(span);
  const first = /^-[^\s-]\S*/.exec(written)?.[0];
  if (first === undefined || !/\n\s*-\S/.test(written)) return undefined;
  const mending = [...written.matchAll(/(?:^|\n)[ ]*-(?=[^\s-])/g)].map(({ index, 0: { length } }) => ({ span: { ...span, start: span.start + index + length, end: span.start + index + length }, text: ' ' }));
  context.report(diagnose('space-missing-after-dash', { ...span, end: span.start + first.length }, { written: first, mending }));
  return { kind: 'broken', span };
}

/** Finds the characters of a text in the file; worked out only when somebody asks. */
function placesOf(text: string, style: ScalarStyle, token: CST.Token, whole: Span, file: RepairedText): ScalarNode['spanOf'] {
  let known: ReturnType<typeof scalarText> | undefined;
  return (from, to) => {
    known ??= textOfToken(style, token);
    if (known.text !== text) return whole;
    const first = known.starts[from] ?? known.ends.at(-1) ?? token.offset;
    return file.span(first, to > from ? Math.max(first, known.ends[to - 1] ?? first) : first);
  };
}

function textOfToken(style: ScalarStyle, token: CST.Token): ReturnType<typeof scalarText> {
  if (token.type !== 'block-scalar') return scalarText(style, 'source' in token ? token.source : '', token.offset);
  const header = token.props.map((prop) => ('source' in prop ? prop.source : '')).join('');
  return scalarText(style, token.source, token.offset + header.length, blockShape(header, token.indent));
}

function blockShape(header: string, parentIndent: number): BlockShape {
  const signs = /^[>|]([-+0-9]*)/.exec(header)?.[1] ?? '';
  const digit = /[1-9]/.exec(signs)?.[0];
  return { indent: digit === undefined ? 0 : parentIndent + Number(digit), keep: signs.includes('-') ? 'strip' : signs.includes('+') ? 'keep' : 'clip' };
}

