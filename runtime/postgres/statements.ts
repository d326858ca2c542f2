/**
 * Every statement of the store: its file in `statements/`, what its `$1`, `$2`, … take and what its rows look like.
 * Rows come as PostgreSQL writes them, as text: nothing on the way can lose a digit.
 */
export interface Statement<Values extends readonly unknown[], Row> {
  readonly file: string;
  /** Only there for the compiler. */
  readonly types?: (values: Values) => Row;
}

export type SqlValue = string | number | bigint | boolean | null | readonly string[];

export interface EventRow {
  readonly position: string;
  readonly stream: string;
  readonly revision: string;
  readonly id: string;
  readonly type: string;
  readonly version: string;
  readonly occurred_at: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly actor_name: string | null;
  readonly actor_id: string | null;
  readonly policy: string | null;
  readonly data: string;
}

/** Arrays as text: of four about the requests of a batch, four about their streams, twelve about their events. */
export type AppendValues = readonly [
  ...requests: [string, string, string, string],
  ...streams: [string, string, string, string],
  ...events: [string, string, string, string, string, string, string, string, string, string, string, string],
];

/** The columns of an event are null where the command stored none. */
export type OutcomeRow = { readonly outcome_stream: string; readonly fingerprint: string | null; readonly refusal: string | null } & (EventRow | { readonly position: null });

export interface AppendRow {
  readonly kind: string;
  readonly stream: string | null;
  readonly actual: string | null;
  readonly first_position: string | null;
  readonly revisions: string | null;
}

export interface RequestRow {
  readonly id: string;
  readonly system: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly requested_at: string;
  readonly attempts: string;
  readonly delivered_at: string | null;
  readonly last_error: string | null;
}

export interface TimerRow {
  readonly id: string;
  readonly policy: string;
  readonly event_type: string;
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly due_at: string;
  readonly state: string;
  readonly attempts: string;
  readonly last_error: string | null;
}

export interface TableRow {
  readonly table_name: string;
  readonly fingerprint: string;
  readonly position: string;
  readonly there: string;
}

export type CellRow = { readonly [column: string]: string | null };

interface PositionRow {
  readonly position: string;
}

const statement = <Values extends readonly SqlValue[], Row = never>(file: string): Statement<Values, Row> => ({ file });

export const statements = {
  append: statement<AppendValues, AppendRow>('append'),
  findOutcome: statement<[commandId: string], OutcomeRow>('find-outcome'),
  keepOutcome: statement<[commandId: string, command: string, stream: string, refusal: string | null, unanswered: boolean, metadata: string, occurredAt: string, fingerprint: string | null]>('keep-outcome'),
  readStreamForward: statement<[stream: string, first: number, last: number, limit: number], EventRow>('read-stream-forward'),
  readStreamBackward: statement<[stream: string, lowest: number, highest: number, limit: number], EventRow>('read-stream-backward'),
  firstLater: statement<[stream: string, moment: string], { readonly revision: string }>('first-later'),
  readAll: statement<[after: bigint, upTo: bigint, limit: number], EventRow>('read-all'),
  readChosen: statement<[after: bigint, upTo: bigint, limit: number, types: readonly string[] | null, streams: readonly string[] | null, prefix: string | null, partition: number | null, partitions: number | null], EventRow>('read-chosen'),
  readCorrelation: statement<[correlationId: string, after: bigint, limit: number], EventRow>('read-correlation'),
  findEvents: statement<[first: bigint, last: bigint], EventRow>('find-events'),
  head: statement<[], PositionRow>('head'),
  notify: statement<[channel: string, sender: string]>('notify'),
  checkpoint: statement<[subscription: string], PositionRow>('checkpoint'),
  moveCheckpoint: statement<[subscription: string, from: bigint, to: bigint], PositionRow>('move-checkpoint'),
  keepRequest: statement<[id: string, system: string, type: string, data: string, metadata: string, requestedAt: string]>('keep-request'),
  dueRequests: statement<[limit: number], RequestRow>('due-requests'),
  listRequests: statement<[limit: number], RequestRow>('list-requests'),
  markDelivered: statement<[id: string]>('mark-delivered'),
  markFailed: statement<[id: string, error: string, milliseconds: number]>('mark-failed'),
  keepTimer: statement<[id: string, policy: string, eventType: string, stream: string, revision: number, position: bigint, dueAt: string]>('keep-timer'),
  callOffTimers: statement<[policy: string, stream: string, eventTypes: readonly string[], beforeRevision: number]>('call-off-timers'),
  dueTimers: statement<[policy: string, now: string, limit: number], TimerRow>('due-timers'),
  nextTimer: statement<[policy: string], { readonly due_at: string }>('next-timer'),
  claimTimer: statement<[id: string, attempts: number]>('claim-timer'),
  markTimerDone: statement<[id: string]>('mark-timer-done'),
  markTimerFailed: statement<[id: string, error: string, milliseconds: number]>('mark-timer-failed'),
  lastStroke: statement<[policy: string], { readonly struck_at: string }>('last-stroke'),
  beginStrokes: statement<[policy: string, at: string]>('begin-strokes'),
  moveStroke: statement<[policy: string, from: string, to: string]>('move-stroke'),
  lockSchema: statement<[]>('lock-schema'),
  createSchema: statement<[]>('create-schema'),
  createMigrations: statement<[]>('create-migrations'),
  listMigrations: statement<[], { readonly number: string; readonly name: string }>('list-migrations'),
  noteMigration: statement<[number: number, name: string]>('note-migration'),
  findTable: statement<[tableSchema: string, name: string], TableRow>('find-table'),
  tableNameTaken: statement<[tableSchema: string, tableName: string], { readonly name: string }>('table-name-taken'),
  registerTable: statement<[tableSchema: string, name: string, tableName: string, fingerprint: string]>('register-table'),
  tablePosition: statement<[tableSchema: string, name: string], PositionRow>('table-position'),
  moveTable: statement<[tableSchema: string, name: string, fingerprint: string, from: bigint, to: bigint]>('move-table'),
  dropTable: statement<[]>('drop-table'),
  createTable: statement<[]>('create-table'),
  createIndex: statement<[]>('create-index'),
  getRow: statement<readonly string[], CellRow>('get-row'),
  listRows: statement<readonly [limit: number, ...values: string[]], CellRow>('list-rows'),
  putRows: statement<[rows: string]>('put-rows'),
  openCursor: statement<[]>('open-cursor'),
  fetchRows: statement<[], CellRow>('fetch-rows'),
  closeCursor: statement<[]>('close-cursor'),
  removeRows: statement<[keys: string]>('remove-rows'),
};
