import { isAlias, isMap, isScalar, isSeq, type CST, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Entry, Node, ScalarNode, ScalarStyle } from './node.ts';
import { scalarText, type BlockShape } from './scalar-text.ts';
import { BROKEN, type RepairedText } from './repaired-text.ts';

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
    return refusedProperties(value, context) ?? { kind: 'list', items: value.items.map((item) => itemOf(item, context)), span: spanOfNode(value, context) };
  }
  if (isScalar(value)) return refusedProperties(value, context) ?? scalarOf(value, context);
  return { kind: 'empty', span: context.text.span(0, 0) };
}

/** An item of a list in brackets may be a bare `name: value`, which YAML hands over as a pair. */
function itemOf(item: unknown, context: Context): Node {
  return nodeOf(item, context);
}

function spanOfNode(node: Ranged, context: Context): Span {
  const [start, end] = node.range ?? [0, 0];
  return context.text.span(start, Math.max(start, trimmedEnd(context.text.text, start, end)));
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = Math.min(end, text.length);
  while (at > start && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

/** Anchors and tags stand before the node; the library keeps their text but not their place, so it is found again. */
function refusedProperties(node: Ranged & { anchor?: string; tag?: string }, context: Context): Node | undefined {
  if (node.anchor === undefined && node.tag === undefined) return undefined;
  const [start, end] = node.range ?? [0, 0];
  const sign = node.anchor === undefined ? '!' : '&';
  const found = context.text.text.lastIndexOf(sign, Math.max(start, 0));
  const from = found === -1 ? start : found;
  const wordEnd = from + (/^\S+/.exec(context.text.text.slice(from))?.[0].length ?? 1);
  const span = context.text.span(from, wordEnd);
  const written = context.text.text.slice(from, wordEnd);
  context.report(sign === '&' ? diagnose('no-anchors', span, { written }) : diagnose('no-tags', span, { written, expression: expressionAfter(written, context.text.text.slice(wordEnd, Math.max(end, wordEnd))) }));
  return { kind: 'broken', span };
}

/** `!closed` where an expression was meant: what would go between the brackets of `not(…)`. */
function expressionAfter(written: string, rest: string): string | undefined {
  const meant = `${written.slice(1)}${rest}`.trim();
  return /^[\p{L}(]/u.test(meant) && !meant.includes('\n') ? meant.replace(/^\((.*)\)$/, '$1') : undefined;
}

function mapOf(map: YAMLMap, context: Context): Node {
  const entries: Entry[] = [];
  for (const pair of map.items) {
    const key = keyOf(pair, context);
    if (key === undefined) continue;
    const first = entries.find((entry) => entry.key.text === key.text);
    const value = pair.value === null ? emptyAfter(key) : nodeOf(pair.value, context);
    if (first === undefined) entries.push({ key, value });
    else context.report(diagnose('key-twice', key.span, { key: key.text }, [{ span: first.key.span, sentence: `"${key.text}" stands here for the first time.` }]));
  }
  return { kind: 'map', entries, span: spanOfNode(map, context) };
}

function emptyAfter(key: ScalarNode): Node {
  return { kind: 'empty', span: key.span };
}

/** The name before a colon; `undefined` where it was refused. */
function keyOf(pair: Pair, context: Context): ScalarNode | undefined {
  const node = nodeOf(pair.key, context);
  if (node.kind === 'scalar' && node.text === '<<' && node.style === 'plain') {
    context.report(diagnose('no-merge-keys', node.span, {}));
    return undefined;
  }
  if (node.kind === 'scalar') return node;
  if (node.kind !== 'broken') context.report(diagnose('key-not-a-name', node.span, {}));
  return undefined;
}

const STYLES: Readonly<Record<Scalar.Type, ScalarStyle>> = {
  PLAIN: 'plain', QUOTE_SINGLE: 'single quoted', QUOTE_DOUBLE: 'double quoted', BLOCK_LITERAL: 'literal', BLOCK_FOLDED: 'folded',
};

function scalarOf(scalar: Scalar, context: Context): Node {
  const span = spanOfNode(scalar, context);
  const text = scalar.source ?? '';
  const token = scalar.srcToken;
  if (text === BROKEN) return { kind: 'broken', span };
  if (text === '' && scalar.type === 'PLAIN') return { kind: 'empty', span };
  const style = STYLES[scalar.type ?? 'PLAIN'];
  return { kind: 'scalar', text, style, span, spanOf: token === undefined ? () => span : placesOf(text, style, token, span, context.text) };
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

