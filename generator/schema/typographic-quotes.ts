import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Node, ScalarNode } from '../source/node.ts';

/**
 * Names and values in the quotes of a word processor, read without them. In expressions they are left: there they are
 * texts in the wrong quotes, which reading the expression says; and in prose they are part of it.
 */
export function withStraightQuotes(document: Node, report: Report): Node {
  return BEGINNING.test(document.span.source.text) ? straightened(document, report, []) : document;
}

/** What quotes of a word processor begin with. */
const BEGINNING = /[“„‘‚«]/;

function straightened(node: Node, report: Report, path: readonly string[]): Node {
  switch (node.kind) {
    case 'map':
      return { ...node, entries: node.entries.map(({ key, value }) => {
        const name = unquoted(key, report);
        return { key: name, value: straightened(value, report, [...path, name.text]) };
      }) };
    case 'list':
      return { ...node, items: node.items.map((item) => straightened(item, report, path)) };
    case 'scalar':
      return isExpression(path) || isProse(path) ? node : unquoted(node, report);
    case 'empty':
    case 'broken':
      return node;
  }
}

function unquoted(scalar: ScalarNode, report: Report): ScalarNode {
  const inner = /^(?:[“„]([^“”„]*)[”“"]|[‘‚]([^‘’‚]*)[’‘]|«([^«»]*)»)$/u.exec(scalar.text)?.slice(1).find((each) => each !== undefined);
  const { source, start } = scalar.span;
  if (inner === undefined || !BEGINNING.test(source.text.charAt(start))) return scalar;
  report(diagnose('typographic-quotes', scalar.span, { inner }));
  return { ...scalar, text: inner, style: 'double quoted', spanOf: (from, to) => scalar.spanOf(from + 1, to + 1) };
}

function isProse(path: readonly string[]): boolean {
  return ['about', 'question'].includes(path.at(-1) ?? '');
}

/** Whether FEEL stands there. Keys only; the items of a list stand where the list does. */
function isExpression(path: readonly string[]): boolean {
  const [room = '', , part = ''] = path;
  const last = path.at(-1) ?? '';
  if (!['aggregates', 'policies', 'read models'].includes(room) || part === 'scenarios') return false;
  if (last === 'if' || last === 'require') return true;
  const below = (key: string, levels: number): boolean => path.slice(2, path.length - levels).includes(key);
  return part === 'always' && last !== 'otherwise' || below('sets', 1) || below('then', 2) || below('if refused', 2) || below('looks up', 3) || (part !== 'key' && below('key', 1));
}
