import { entryOf, valueOf, type Entry, type MapNode, type Node } from '../source/node.ts';
import type { RawAcceptance, RawActor, RawCommand, RawExternalSystem, RawFunction, RawHotSpot, RawLimit, RawModel, RawReadModel, RawReadModelEntry, RawRequest, RawSticky, RawType } from './raw-model.ts';
import { limitKeys } from './raw-model.ts';
import { readAggregate, readCommand } from './read-aggregate.ts';
import { readPolicy } from './read-policy.ts';
import { readScenarios } from './read-scenario.ts';
import { aboutOf, assignmentsOf, entriesOf, expressionOf, fieldsOf, itemsOf, lostIn, mapAt, nameOf, namesOf, optionalName, stickiesIn, textOf, whole, type Reader } from './reader.ts';

/** The whole file, from the top. */
export function readModelFile(root: MapNode, reader: Reader): RawModel {
  const things = <T>(key: string, read: (entry: Entry, reader: Reader) => T): readonly T[] => stickiesIn(valueOf(root, key), reader).map((entry) => read(entry, reader));
  const timeZone = optionalName(valueOf(root, 'time zone'), reader);
  const file = whole(reader, () => ({
    name: optionalName(valueOf(root, 'model'), reader),
    ...aboutOf(root),
    ...(timeZone === undefined ? {} : { timeZone }),
    level: levelOf(root),
    includes: namesOf(valueOf(root, 'includes'), reader),
    looseEvents: readLoose(valueOf(root, 'events'), reader),
    looseCommands: readLooseCommands(valueOf(root, 'commands'), reader),
    accepted: itemsOf(valueOf(root, 'accepted'), reader).flatMap((item) => readAcceptance(item, reader) ?? []),
    types: things('types', readType),
    functions: things('functions', readFunction),
    actors: things('actors', readActor),
    aggregates: things('aggregates', readAggregate),
    policies: things('policies', readPolicy),
    readModels: things('read models', readReadModel),
    externalSystems: things('external systems', readExternalSystem),
    scenarios: readScenarios(valueOf(root, 'scenarios'), reader, 'messages'),
    hotSpots: itemsOf(valueOf(root, 'hot spots'), reader).flatMap((item) => readHotSpot(item, reader) ?? []),
    span: root.entries[0]?.key.span ?? root.span,
  }));
  return { ...file, lost: [...reader.lost, ...lostIn(root)] };
}

/** How far the model of this file has come; `design` also where something else stands, which was reported. */
export function levelOf(root: Node | undefined): RawModel['level'] {
  const level = root?.kind === 'map' ? valueOf(root, 'level') : undefined;
  const text = level?.kind === 'scalar' ? level.text : 'design';
  return text === 'big picture' || text === 'process' ? text : 'design';
}

/** A list of names, or names each with an `about`. */
function readLoose(node: Node | undefined, reader: Reader): readonly RawSticky[] {
  if (node?.kind === 'list') return node.items.flatMap((item) => (item.kind === 'scalar' ? [{ name: nameOf(item), incomplete: false }] : []));
  return stickiesIn(node, reader).map((entry) => ({ name: nameOf(entry.key), ...aboutOf(mapAt(entry.value, reader)), incomplete: false }));
}

/** As loose events, and with who sends them and what they lead to where that is known. */
function readLooseCommands(node: Node | undefined, reader: Reader): readonly RawCommand[] {
  if (node?.kind !== 'list') return stickiesIn(node, reader).map((entry) => readCommand(entry, reader));
  const nothing = { by: [], with: { fields: [], broken: [], lost: [] }, rules: [], then: [] };
  return readLoose(node, reader).map((sticky) => ({ ...sticky, ...nothing, thenSpan: sticky.name.span }));
}

function readAcceptance(item: Node, reader: Reader): RawAcceptance | undefined {
  const map = mapAt(item, reader);
  const [code, on] = [optionalName(valueOf(map, 'code'), reader), optionalName(valueOf(map, 'on'), reader)];
  const because = textOf(valueOf(map, 'because'));
  if (code === undefined || on === undefined || because === undefined) return undefined;
  return { code, on, because, span: map.span };
}

function readType(entry: Entry, reader: Reader): RawType {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    const is = optionalName(valueOf(map, 'is'), reader);
    const members = valueOf(map, 'one of');
    const fields = valueOf(map, 'with');
    return {
      name: nameOf(entry.key),
      ...aboutOf(map),
      ...(is === undefined ? {} : { is }),
      ...(members === undefined ? {} : { oneOf: namesOf(members, reader) }),
      ...(fields === undefined ? {} : { with: fieldsOf(fields, reader) }),
      limits: limitKeys.flatMap((key) => readLimit(entryOf(map, key), key, reader) ?? []),
    };
  });
}

function readLimit(entry: Entry | undefined, key: RawLimit['key'], reader: Reader): RawLimit | undefined {
  if (entry === undefined) return undefined;
  if (entry.value.kind === 'scalar') return { key, text: entry.value.text, keySpan: entry.key.span, span: entry.value.span };
  reader.spoiled = true;
  return undefined;
}

function readFunction(entry: Entry, reader: Reader): RawFunction {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    const gives = optionalName(valueOf(map, 'gives'), reader);
    return { name: nameOf(entry.key), ...aboutOf(map), with: fieldsOf(valueOf(map, 'with'), reader), ...(gives === undefined ? {} : { gives }) };
  });
}

function readActor(entry: Entry, reader: Reader): RawActor {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    return { name: nameOf(entry.key), ...aboutOf(map), views: namesOf(valueOf(map, 'views'), reader) };
  });
}

function readReadModel(entry: Entry, reader: Reader): RawReadModel {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    const question = textOf(valueOf(map, 'question'));
    const visibleIf = expressionOf(entryOf(map, 'visible if'), reader);
    return {
      name: nameOf(entry.key),
      ...aboutOf(map),
      startsAs: assignmentsOf(valueOf(map, 'starts as'), reader),
      ...(visibleIf === undefined ? {} : { visibleIf }),
      ...(question === undefined ? {} : { question }),
      single: valueOf(map, 'single') !== undefined,
      key: namesOf(valueOf(map, 'key'), reader),
      with: fieldsOf(valueOf(map, 'with'), reader),
      from: entriesOf(valueOf(map, 'from'), reader).map((each) => readEntry(each, reader)),
      findBy: namesOf(valueOf(map, 'find by'), reader),
      scenarios: readScenarios(valueOf(map, 'scenarios'), reader, 'rows'),
    };
  });
}

/** `Account closed: removes`, or a map of what the event does to a row. */
function readEntry(entry: Entry, reader: Reader): RawReadModelEntry {
  const short = entry.value.kind === 'scalar' && entry.value.text === 'removes';
  const map = short ? undefined : mapAt(entry.value, reader);
  const condition = map === undefined ? undefined : expressionOf(entryOf(map, 'if'), reader);
  const where = map === undefined ? undefined : expressionOf(entryOf(map, 'where'), reader);
  return {
    event: nameOf(entry.key),
    ...(condition === undefined ? {} : { if: condition }),
    ...(where === undefined ? {} : { where }),
    key: assignmentsOf(map === undefined ? undefined : valueOf(map, 'key'), reader),
    sets: assignmentsOf(map === undefined ? undefined : valueOf(map, 'sets'), reader),
    removes: map === undefined || valueOf(map, 'removes') !== undefined,
  };
}

function readExternalSystem(entry: Entry, reader: Reader): RawExternalSystem {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    return { name: nameOf(entry.key), ...aboutOf(map), does: stickiesIn(valueOf(map, 'does'), reader).map((each) => readRequest(each, reader)), reports: stickiesIn(valueOf(map, 'reports'), reader).map((each) => readRequest(each, reader)) };
  });
}

function readRequest(entry: Entry, reader: Reader): RawRequest {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    return { name: nameOf(entry.key), ...aboutOf(map), with: fieldsOf(valueOf(map, 'with'), reader) };
  });
}

function readHotSpot(node: Parameters<typeof mapAt>[0], reader: Reader): RawHotSpot | undefined {
  if (node.kind === 'scalar') return { question: node.text.trim(), span: node.span };
  const map = mapAt(node, reader);
  const question = textOf(valueOf(map, 'question'));
  const about = textOf(valueOf(map, 'about'));
  const on = optionalName(valueOf(map, 'on'), reader);
  const asked = question ?? about;
  if (asked === undefined) return undefined;
  const span = (entryOf(map, 'question') ?? entryOf(map, 'about'))?.value.span ?? map.span;
  return { question: asked, ...(question !== undefined && about !== undefined ? { about } : {}), ...(on === undefined ? {} : { on }), span };
}
