import { diagnose } from '../diagnostics/diagnostic.ts';
import { entryOf, tidyName, valueOf, type Entry, type MapNode, type Node } from '../source/node.ts';
import type { RawData, RawExample, RawOutcome, RawScenario, RawTimePasses } from './raw-model.ts';
import { entriesOf, mapAt, nameOf, optionalName, type Reader } from './reader.ts';

/** What stands under `then`: messages, or inside a read model the rows themselves. */
export type OutcomeOf = 'messages' | 'rows';

export function readScenarios(node: Node | undefined, reader: Reader, outcome: OutcomeOf): readonly RawScenario[] {
  return entriesOf(node, reader).map((entry) => readScenario(entry, reader, outcome));
}

function readScenario(entry: Entry, reader: Reader, outcome: OutcomeOf): RawScenario {
  const map = mapAt(entry.value, reader);
  const when = valueOf(map, 'when');
  if (when === undefined && outcome === 'messages' && entry.value.kind === 'map' && map.holes.length === 0) {
    reader.report(diagnose('missing-key', entry.key.span, { thing: `The scenario "${entry.key.text}"`, key: 'when', example: 'when: Close account' }));
  }
  const now = when === undefined ? undefined : readGiven(when)[0];
  const by = readBy(valueOf(map, 'by'));
  const at = optionalName(valueOf(map, 'at'), reader);
  return {
    name: nameOf(entry.key),
    given: readGiven(valueOf(map, 'given')),
    ...(now === undefined ? {} : { when: now }),
    ...(by === undefined ? {} : { by }),
    ...(at === undefined ? {} : { at }),
    then: readOutcome(entryOf(map, 'then'), reader, outcome),
  };
}

/** Examples, and `time passes` where one may stand. */
function readGiven(node: Node | undefined): readonly (RawExample | RawTimePasses)[] {
  if (node?.kind === 'list') return node.items.flatMap((item) => (item.kind === 'list' ? [] : readGiven(item)));
  if (node?.kind !== 'map') return readExamples(node, true);
  return node.entries.flatMap((entry) => {
    if (tidyName(entry.key.text) !== 'time passes') return exampleAt(entry, true);
    // What is no length of time was reported.
    return entry.value.kind === 'scalar' ? { kind: 'time passes', delay: nameOf(entry.value), span: entry.key.span } : [];
  });
}

/** `Account owner`, or `{ Account owner: some-id }`. */
function readBy(node: Node | undefined): RawScenario['by'] {
  if (node?.kind === 'scalar') return { actor: nameOf(node) };
  const entry = node?.kind === 'map' ? node.entries[0] : undefined;
  if (entry === undefined) return undefined;
  return { actor: nameOf(entry.key), ...(entry.value.kind === 'scalar' ? { id: entry.value.text } : {}) };
}

/** A name, a name with values, or a list of either. With `checked`, values of another kind were reported already. */
function readExamples(node: Node | undefined, checked: boolean): readonly RawExample[] {
  switch (node?.kind) {
    case 'scalar':
      return [{ kind: 'example', name: nameOf(node), data: { kind: 'empty', span: node.span } }];
    case 'map':
      return node.entries.map((entry) => exampleAt(entry, checked));
    case 'list':
      return node.items.flatMap((item) => (item.kind === 'list' ? [] : readExamples(item, checked)));
    default:
      return [];
  }
}

function exampleAt({ key, value }: Entry, checked: boolean): RawExample {
  const misread = checked && value.kind !== 'map' && value.kind !== 'empty';
  return { kind: 'example', name: nameOf(key), data: misread ? { kind: 'broken', span: value.span } : dataOf(value) };
}

function readOutcome(entry: Entry | undefined, reader: Reader, outcome: OutcomeOf): RawOutcome | undefined {
  if (entry === undefined) return undefined;
  const { value } = entry;
  const { span } = value;
  if (value.kind === 'scalar' && tidyName(value.text) === 'nothing') return { kind: 'nothing', span };
  if (value.kind === 'map' && entryOf(value, 'refused') !== undefined) return readRefused(value, reader);
  if (value.kind === 'list' && value.items.length === 0) reader.report(diagnose('outcome-empty', span, {}));
  if (value.kind === 'list' && refuseWordsInList(value.items, reader)) return undefined;
  if (value.kind === 'empty' || value.kind === 'broken') return undefined;
  if (outcome === 'messages') return { kind: 'messages', examples: readExamples(value, false), span };
  return { kind: 'rows', rows: value.kind === 'list' ? value.items.map(dataOf) : [dataOf(value)], span };
}

function readRefused(map: MapNode, reader: Reader): RawOutcome | undefined {
  const refused = entryOf(map, 'refused');
  const other = map.entries.find((entry) => entry !== refused);
  if (other !== undefined) reader.report(diagnose('refused-and-more', other.key.span, { name: other.key.text }));
  if (refused?.value.kind === 'scalar') return { kind: 'refused', refusal: nameOf(refused.value), span: map.span };
  if (refused !== undefined && refused.value.kind !== 'broken') reader.report(diagnose('refused-wants-name', refused.key.span, {}));
  return undefined;
}

/** `refused` and `nothing` say it all, so they are no items of a list. Says whether one was there. */
function refuseWordsInList(items: readonly Node[], reader: Reader): boolean {
  let found = false;
  for (const item of items) {
    const nothing = item.kind === 'scalar' && item.text === 'nothing';
    const refused = item.kind === 'map' ? entryOf(item, 'refused') : undefined;
    if (!nothing && refused === undefined) continue;
    found = true;
    reader.report(diagnose('outcome-word-in-list', refused?.key.span ?? item.span, { written: nothing ? 'nothing' : 'refused' }));
  }
  return found;
}

export function dataOf(node: Node): RawData {
  switch (node.kind) {
    case 'scalar':
      return { kind: 'scalar', text: node.text, quoted: node.style !== 'plain', span: node.span };
    case 'list':
      return { kind: 'list', items: node.items.map(dataOf), span: node.span };
    case 'map':
      return { kind: 'map', entries: node.entries.map((entry) => ({ name: tidyName(entry.key.text), span: entry.key.span, data: dataOf(entry.value) })), span: node.span };
    case 'empty':
    case 'broken':
      return { kind: node.kind, span: node.span };
  }
}
