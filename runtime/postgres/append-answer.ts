import type { CheckedAppend } from '../store/checked-append.ts';
import type { AppendRow } from './statements.ts';

/** What became of one request of a batch. */
export type AppendAnswer =
  /** `before` is where each of its streams was. */
  | { readonly kind: 'appended'; readonly first: bigint; readonly before: readonly number[] }
  /** `stream` is the number of one of its streams, from 0. */
  | { readonly kind: 'conflict'; readonly stream: number; readonly actual: number }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'there'; readonly first: bigint }
  | { readonly kind: 'taken' };

/** An answer for each request, from the rows of `append` in `migrations/012-traces.sql`. */
export function appendAnswers(batch: readonly CheckedAppend[], rows: readonly AppendRow[]): readonly AppendAnswer[] {
  const [first] = rows;
  if (first?.kind === 'all') return storedInARow(batch, BigInt(first.first_position ?? 0), numbers(first.revisions));
  let streams = 0;
  return rows.map((row, index) => {
    const answer = answerOf(row, streams);
    streams += batch[index]?.streams.length ?? 0;
    return answer;
  });
}

function storedInARow(batch: readonly CheckedAppend[], firstOfAll: bigint, revisions: readonly number[]): readonly AppendAnswer[] {
  let [first, stream] = [firstOfAll, 0];
  return batch.map(({ streams }): AppendAnswer => {
    const answer = { kind: 'appended', first, before: revisions.slice(stream, stream + streams.length) } as const;
    for (const { events } of streams) first += BigInt(events.length);
    stream += streams.length;
    return answer;
  });
}

function answerOf(row: AppendRow, streamsBefore: number): AppendAnswer {
  const first = BigInt(row.first_position ?? 0);
  switch (row.kind) {
    case 'appended':
      return { kind: 'appended', first, before: numbers(row.revisions) };
    case 'conflict':
      return { kind: 'conflict', stream: Number(row.stream) - 1 - streamsBefore, actual: Number(row.actual) };
    case 'there':
      return { kind: 'there', first };
    case 'repeated':
    case 'taken':
      return { kind: row.kind };
    default:
      throw new Error(`PostgreSQL says of an append that it is "${row.kind}", which means nothing.`);
  }
}

/** `{3,0}` */
function numbers(array: string | null): readonly number[] {
  const inside = (array ?? '{}').slice(1, -1);
  return inside === '' ? [] : inside.split(',').map(Number);
}
