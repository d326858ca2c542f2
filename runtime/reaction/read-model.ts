import type { Message, Recorded } from '../message/message.ts';
import type { RecordCodec } from '../message/composed-types.ts';

/**
 * A read model: rows that answer a question, folded from events. `project` is to a row what `evolve` is to a state:
 * the row before the event (`undefined` when there is none) to the row after it.
 */
export interface ReadModelDefinition<Row extends object = object, Event extends Message = Message> {
  readonly name: string;
  /** The question it answers. */
  readonly question?: string;
  readonly about?: string;
  /** The fields that tell rows apart, in order; none when there is a single row. */
  readonly key: readonly string[];
  /** The fields people search on. */
  readonly findBy: readonly string[];
  /** The actors who look at it; empty when everybody may. */
  readonly viewedBy: readonly string[];
  readonly row: RecordCodec<Row>;
  readonly events: readonly Event['type'][];
  /** The key of the row that `event` concerns, with exactly the fields of `key`; `undefined` when it concerns none. */
  keyOf(event: Recorded<Event>): Partial<Row> | undefined;
  project(row: Row | undefined, event: Recorded<Event>): Row | undefined;
  /** The types of event that are about many rows: `keyOf` is not asked for these, but `concerns`, for every row there is. */
  readonly many?: readonly Event['type'][];
  concerns?(row: Row, event: Recorded<Event>): boolean;
  /** Whether a reader sees the row; everybody does unless given. */
  visibleTo?(row: Row, reader: Reader): boolean;
  /**
   * What `visibleTo` says at least: to all but these actors only rows are shown that have the reader's id in this field. A store finds those by
   * an index, so that somebody who has few of many rows does not wait until all of them were looked at.
   */
  readonly ownedBy?: { readonly field: string; readonly exempt: readonly string[] };
}

/** Who looks at a row. */
export interface Reader {
  /** Which kind of actor, in the model's words. */
  readonly actor: string;
  /** Who exactly; the actor's own name where nobody in particular is known. */
  readonly actorId: string;
}

type FieldsOf<Row> = readonly (keyof Row & string)[];

/** Gives the definition back, and lets TypeScript hold its keys and filters to the fields of its rows. */
export function defineReadModel<Row extends object, Event extends Message>(
  definition: ReadModelDefinition<Row, Event> & { readonly key: FieldsOf<Row>; readonly findBy: FieldsOf<Row>; readonly ownedBy?: { readonly field: keyof Row & string } },
): ReadModelDefinition<Row, Event> {
  return definition;
}
