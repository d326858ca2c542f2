import { diagnose } from '../diagnostics/diagnostic.ts';
import { entryOf, valueOf, type Entry, type MapNode, type Node } from '../source/node.ts';
import type { RawBody, RawClock, RawLookUp, RawName, RawPolicy, RawReaction } from './raw-model.ts';
import { readEntries } from './read-aggregate.ts';
import { readScenarios } from './read-scenario.ts';
import { aboutOf, assignmentsOf, entriesOf, expressionOf, mapAt, nameOf, namesOf, optionalName, whole, type Reader } from './reader.ts';

export function readPolicy(entry: Entry, reader: Reader): RawPolicy {
  return whole(reader, () => {
    const map = mapAt(entry.value, reader);
    return {
      name: nameOf(entry.key),
      ...aboutOf(map),
      reactions: readReactions(entry, map, reader),
      ...readClock(entry, map, reader),
      scenarios: readScenarios(valueOf(map, 'scenarios'), reader, 'messages'),
    };
  });
}

/** `whenever` an event or a list of them shares one reaction; a map gives each event its own. */
function readReactions(policy: Entry, map: MapNode, reader: Reader): readonly RawReaction[] {
  const whenever = valueOf(map, 'whenever');
  if (whenever === undefined) return [];
  if (whenever.kind === 'map') {
    for (const key of ['looks up', 'if', 'then', 'if refused', 'after', 'unless']) {
      const misplaced = entryOf(map, key);
      if (misplaced !== undefined) reader.report(diagnose('belongs-to-each-event', misplaced.key.span, { key }));
    }
    return whenever.entries.map((entry) => readReaction([nameOf(entry.key)], mapAt(entry.value, reader), reader));
  }
  const events = namesOf(whenever, reader);
  if (entryOf(map, 'then') === undefined && map.holes.length === 0) reader.report(diagnose('missing-key', policy.key.span, { thing: `The policy "${policy.key.text}"`, key: 'then', example: 'then: Send thank-you email' }));
  return events.length === 0 ? [] : [readReaction(events, map, reader)];
}

/** `every` in place of `whenever`. What only makes sense behind an event is refused. */
function readClock(policy: Entry, map: MapNode, reader: Reader): { readonly clock?: RawClock } {
  const every = optionalName(valueOf(map, 'every'), reader);
  const forEach = optionalName(valueOf(map, 'for each'), reader);
  if (every === undefined && forEach !== undefined) reader.report(diagnose('only-with-every', forEach.span, {}));
  if (every === undefined) return {};
  for (const key of ['after', 'unless']) {
    const misplaced = entryOf(map, key);
    if (misplaced !== undefined) reader.report(diagnose('not-with-every', misplaced.key.span, { key }));
  }
  if (entryOf(map, 'then') === undefined && map.holes.length === 0) reader.report(diagnose('missing-key', policy.key.span, { thing: `The policy "${policy.key.text}"`, key: 'then', example: 'then: Send thank-you email' }));
  return { clock: { every, ...(forEach === undefined ? {} : { forEach }), ...readBody(map, reader), span: every.span } };
}

function readReaction(events: readonly RawName[], map: MapNode, reader: Reader): RawReaction {
  const after = optionalName(valueOf(map, 'after'), reader);
  const unless = entryOf(map, 'unless');
  if (after === undefined && unless !== undefined && entryOf(map, 'after') === undefined) reader.report(diagnose('unless-without-after', unless.key.span, {}));
  return {
    events,
    ...(after === undefined ? {} : { after }),
    unless: after === undefined ? [] : namesOf(unless?.value, reader),
    ...readBody(map, reader),
    span: events[0]?.span ?? map.span,
  };
}

function readBody(map: MapNode, reader: Reader): Omit<RawBody, 'span'> {
  const condition = expressionOf(entryOf(map, 'if'), reader);
  return {
    lookUps: entriesOf(valueOf(map, 'looks up'), reader).flatMap((entry) => readLookUp(entry, reader) ?? []),
    ...(condition === undefined ? {} : { if: condition }),
    then: readEntries(valueOf(map, 'then'), reader),
    ifRefused: readEntries(valueOf(map, 'if refused'), reader),
  };
}

/** `bonus: Bonus account`, or `overview: { Account overview: { account number: to account } }`. */
function readLookUp(entry: Entry, reader: Reader): RawLookUp | undefined {
  const name = nameOf(entry.key);
  const node: Node = entry.value;
  if (node.kind === 'scalar') return { name, readModel: nameOf(node), key: [] };
  const only = entriesOf(node, reader)[0];
  if (only === undefined) {
    reader.spoiled = true;
    return undefined;
  }
  return { name, readModel: nameOf(only.key), key: assignmentsOf(only.value, reader) };
}
