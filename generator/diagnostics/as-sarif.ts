import type { AcceptedWarning, Diagnostic } from './diagnostic.ts';
import type { Fix } from './fix.ts';
import { sortedDiagnostics } from './format.ts';
import { positionAt, type Span } from './span.ts';

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** All that was found as a SARIF 2.1.0 log, for what shows mistakes beside a change under review. What the model accepts is in it, suppressed with its reason. */
export function sarifLog(diagnostics: readonly Diagnostic[], accepted: readonly AcceptedWarning[], version: string): Json {
  const reasons = new Map(accepted.map(({ diagnostic, because }) => [diagnostic, because]));
  const all = sortedDiagnostics([...diagnostics, ...reasons.keys()]);
  const codes = [...new Set(all.map(({ code }) => code))].sort();
  const rules = codes.map((code) => ruleOf(code, all.find((each) => each.code === code)));
  const driver = { name: 'Stormwright', semanticVersion: version, rules };
  const results = all.map((each) => resultOf(each, codes.indexOf(each.code), reasons.get(each)));
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }] };
}

/** A rule is a code of the catalogue; what would be right depends on the model, so the first case of it stands for all. */
function ruleOf(code: string, first: Diagnostic | undefined): Json {
  const reference = `docs/diagnostics.md#${code}`;
  const example = first?.help === undefined ? '' : `${first.help} `;
  return {
    id: code,
    shortDescription: { text: `${code.slice(0, 1).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}.` },
    help: { text: `${example}A wrong model and how it is mended: ${reference}`, markdown: `${example}A wrong model and how it is mended: [${reference}](${reference})` },
    defaultConfiguration: { level: first?.severity ?? 'error' },
  };
}

function resultOf({ code, severity, span, sentence, help, related, fixes }: Diagnostic, ruleIndex: number, because: string | undefined): Json {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? sentence : `${sentence} ${help}` },
    locations: [locationOf(span)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((other, index) => ({ id: index + 1, ...locationOf(other.span), message: { text: other.sentence } })) }),
    ...(fixes === undefined ? {} : { fixes: fixes.map(fixOf) }),
    ...(because === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: because }] }),
  };
}

function locationOf(span: Span): { readonly physicalLocation: Json } {
  const nothing = span.source.text === '';
  return { physicalLocation: { artifactLocation: { uri: uriOf(span.source.path) }, ...(nothing ? {} : { region: regionOf(span) }) } };
}

function regionOf({ source, start, end }: Span): Json {
  const [first, last] = [positionAt(source, start), positionAt(source, end)];
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
}

function fixOf({ title, edits }: Fix): Json {
  const paths = [...new Set(edits.map(({ span }) => span.source.path))];
  const changes = paths.map((path) => ({
    artifactLocation: { uri: uriOf(path) },
    replacements: edits.filter(({ span }) => span.source.path === path).map(({ span, text }) => ({ deletedRegion: regionOf(span), insertedContent: { text } })),
  }));
  return { description: { text: title }, artifactChanges: changes };
}

/** A path as the part of an address; one from the root of a disk gets its scheme. */
export function uriOf(path: string): string {
  const encoded = path.split('/').map((part) => encodeURIComponent(part)).join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}
