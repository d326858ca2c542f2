import type { Reader, ReadModelDefinition } from '../reaction/read-model.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { Row, RowQuery } from '../store/read-model-store.ts';

/** The rows of a read model that one reader may see. The others are not there for him. */
export interface VisibleRows {
  find(key: Row): Promise<Row | undefined>;
  list(query: RowQuery): Promise<readonly Row[]>;
}

/** What all rows have in common that this reader may see. */
function ownRows({ ownedBy, row }: ReadModelDefinition, { actor, actorId }: Reader): Row {
  if (ownedBy === undefined || ownedBy.exempt.includes(actor) || row.fields[ownedBy.field]?.column !== 'text') return {};
  return { [ownedBy.field]: actorId };
}

/** Rows are read in batches of at least so many where some of them are passed over. */
const BATCH = 200;

export function visibleRows(model: ReadModelDefinition, running: RunningApplication, reader: Reader): VisibleRows {
  const sees = (row: Row): boolean => model.visibleTo?.(model.row.decode(row), reader) ?? true;
  return {
    find: async (key) => {
      const row = await running.find(model.name, key);
      return row !== undefined && sees(row) ? row : undefined;
    },
    list: async (query) => {
      if (model.visibleTo === undefined) return running.list(model.name, query);
      const where = { ...query.where, ...ownRows(model, reader) };
      // Somebody else's were asked for.
      if (Object.entries(query.where).some(([column, value]) => where[column] !== value)) return [];
      const found: Row[] = [];
      const limit = Math.max(query.limit, BATCH);
      for (let after = query.after; found.length < query.limit; ) {
        const rows: readonly Row[] = await running.list(model.name, { ...query, where, limit, ...(after === undefined ? {} : { after }) });
        found.push(...rows.filter(sees));
        const last = rows.at(-1);
        if (last === undefined || rows.length < limit) break;
        after = last;
      }
      return found.slice(0, query.limit);
    },
  };
}
