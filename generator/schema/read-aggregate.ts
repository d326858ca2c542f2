import { diagnose } from '../diagnostics/diagnostic.ts';
import { entryOf, valueOf, type Entry, type Node } from '../source/node.ts';
import type { RawAggregate, RawCommand, RawEarlierVersion, RawEntry, RawEvent, RawRule } from './raw-model.ts';
import { readScenarios } from './read-scenario.ts';
import { aboutOf, assignmentsOf, entriesOf, expressionFrom, expressionOf, fieldsOf, itemsOf, lostIn, mapAt, nameOf, namesOf, optionalName, stickiesIn, whole, type Reader } from './reader.ts';

export function readAggregate(entry: Entry, reader: Reader): RawAggregate {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    reader.lost.push(...lostIn(map));
    const identifiedBy = optionalName(valueOf(map, 'identified by'), reader);
    return {
      name: nameOf(entry.key),
      ...aboutOf(map),
      ...(identifiedBy === undefined ? {} : { identifiedBy }),
      begins: namesOf(valueOf(map, 'begins with'), reader),
      ends: namesOf(valueOf(map, 'ends with'), reader),
      state: fieldsOf(valueOf(map, 'state'), reader),
      always: itemsOf(valueOf(map, 'always'), reader).flatMap((item) => readRule(item, reader) ?? []),
      commands: stickiesIn(valueOf(map, 'commands'), reader).map((each) => readCommand(each, reader)),
      events: stickiesIn(valueOf(map, 'events'), reader).map((each) => readEvent(each, reader)),
      scenarios: readScenarios(valueOf(map, 'scenarios'), reader, 'messages'),
    };
  });
}

/** `require` with `otherwise`, or under `always` a bare condition. */
function readRule(node: Node, reader: Reader): RawRule | undefined {
  if (node.kind === 'scalar') {
    const bare = expressionFrom(node, reader);
    return bare === undefined ? undefined : { require: bare, span: node.span };
  }
  const map = mapAt(node, reader);
  const require = expressionOf(entryOf(map, 'require'), reader);
  const otherwise = optionalName(valueOf(map, 'otherwise'), reader);
  // The shape check asks for what is missing; which refusals there are is then not known.
  if (require === undefined || entryOf(map, 'otherwise') === undefined) reader.spoiled = true;
  return require === undefined ? undefined : { require, ...(otherwise === undefined ? {} : { otherwise }), span: map.span };
}

export function readCommand(entry: Entry, reader: Reader): RawCommand {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    const then = entryOf(map, 'then');
    return {
      name: nameOf(entry.key),
      ...aboutOf(map),
      by: namesOf(valueOf(map, 'by'), reader),
      with: fieldsOf(valueOf(map, 'with'), reader),
      rules: itemsOf(valueOf(map, 'rules'), reader).flatMap((item) => readRule(item, reader) ?? []),
      then: readEntries(then?.value, reader),
      thenSpan: then?.key.span ?? entry.key.span,
    };
  });
}

function readEvent(entry: Entry, reader: Reader): RawEvent {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    const version = optionalName(valueOf(map, 'version'), reader);
    return {
      name: nameOf(entry.key),
      ...aboutOf(map),
      with: fieldsOf(valueOf(map, 'with'), reader),
      sets: assignmentsOf(valueOf(map, 'sets'), reader),
      ...(version === undefined ? {} : { version }),
      earlier: entriesOf(valueOf(map, 'earlier versions'), reader).map((each) => readEarlier(each, reader)),
    };
  });
}

function readEarlier(entry: Entry, reader: Reader): RawEarlierVersion {
  const map = mapAt(entry.value, reader);
  return { version: nameOf(entry.key), with: fieldsOf(valueOf(map, 'with'), reader), becomes: assignmentsOf(valueOf(map, 'becomes'), reader) };
}

/** `then`: a name, names with values, or a list of either, each with an `if` where one is written. */
export function readEntries(node: Node | undefined, reader: Reader): readonly RawEntry[] {
  if (node === undefined || node.kind === 'empty') return [];
  if (node.kind === 'scalar') return [{ name: nameOf(node), values: [] }];
  if (node.kind === 'list') return node.items.flatMap((item) => readEntries(item.kind === 'list' ? spoiledItem(item, reader) : item, reader));
  if (node.kind === 'broken') reader.spoiled = true;
  if (node.kind !== 'map') return [];
  const conditionEntry = entryOf(node, 'if');
  const condition = expressionOf(conditionEntry, reader);
  const named = node.entries.filter((entry) => entry !== conditionEntry);
  if (named.length === 0 && conditionEntry !== undefined && node.holes.length === 0) reader.report(diagnose('nothing-after-if', conditionEntry.key.span, {}));
  return named.map((entry) => ({ name: nameOf(entry.key), ...(condition === undefined ? {} : { if: condition }), values: assignmentsOf(entry.value, reader) }));
}

function spoiledItem(item: Node, reader: Reader): Node {
  reader.spoiled = true;
  return { kind: 'empty', span: item.span };
}
