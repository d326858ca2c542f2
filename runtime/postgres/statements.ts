/**
 * Every statement of the store: its file in `statements/`, what its `$1`, `$2`, … take and what its rows look like.
 * Rows come as PostgreSQL writes them, as text: nothing on the way can lose a digit.
 */
export interface Statement<Values extends readonly unknown[], Row> {
  readonly file: string;
  /** Whether its rows are arrays, and not objects. */
  readonly arrays?: boolean;
  /** It is asked often, of few tables: each connection keeps it prepared for each. */
  readonly kept?: true;
  /** Only there for the compiler. */
  readonly types?: (values: Values) => Row;
}

export type SqlValue = string | number | bigint | boolean | null | readonly string[];

/** As an array, which the driver makes faster than an object: events are read by the thousand. The columns are always these, in this order. */
export type EventRow = readonly [
  position: string,
  stream: string,
  revision: string,
  id: string,
  type: string,
  version: string,
  occurredAt: string,
  correlationId: string,
  causationId: string,
  actorName: string | null,
  actorId: string | null,
  policy: string | null,
  traceparent: string | null,
  data: string,
];

/** What there is to fold of an event; its stream is known to who asks. */
export type FoldableRow = readonly [position: string, revision: string, id: string, type: string, version: string, occurredAt: string, data: string];

/** Arrays as text: of four about the requests of a batch, four about their streams, twelve about their events. */
export type AppendValues = readonly [
  ...requests: [string, string, string, string],
  ...streams: [string, string, string, string],
  ...events: [string, string, string, string, string, string, string, string, string, string, string, string],
];

type Nulls<Columns extends readonly unknown[]> = { readonly [Column in keyof Columns]: null };

/** Behind an event's columns, which are all null where the command stored none. */
export type OutcomeRow =
  | readonly [...event: EventRow, stream: string, fingerprint: string | null, refusal: string | null]
  | readonly [...event: Nulls<EventRow>, stream: string, fingerprint: string | null, refusal: string | null];

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
  readonly number: string;
  readonly state: string;
  readonly reason: string | null;
}

export interface TimerRow {
  readonly id: string;
  readonly policy: string;
  /** Null, like stream and revision, where a stroke of the clock has set it. */
  readonly event_type: string | null;
  readonly stream: string | null;
  readonly revision: string | null;
  readonly position: string;
  readonly due_at: string;
  readonly stroke_row: string | null;
  readonly state: string;
  readonly attempts: string;
  readonly last_error: string | null;
  readonly reason: string | null;
}

export interface TableRow {
  readonly name: string;
  readonly generation: string;
  readonly table_name: string;
  readonly state: string;
  readonly fingerprint: string;
  readonly layout: string | null;
  readonly there: string;
}

export interface CheckpointRow {
  readonly subscription: string;
  readonly position: string;
  readonly failed_position: string | null;
  readonly failed_attempts: string | null;
  readonly failed_error: string | null;
  readonly retry_in: string | null;
}

export interface ParkedRow {
  readonly subscription: string;
  readonly key: string;
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly state: string;
  readonly error: string | null;
  readonly reason: string | null;
  readonly waits_for: string | null;
  readonly waits_for_key: string | null;
  readonly parked_at: string;
}

export interface LeaseRow {
  readonly name: string;
  readonly owner: string | null;
  readonly token: string;
  readonly remaining: string;
}

export type CellRow = { readonly [column: string]: string | null };

interface PositionRow {
  readonly position: string;
}

const statement = <Values extends readonly SqlValue[], Row = never>(file: string): Statement<Values, Row> => ({ file });
const statementOfArrays = <Values extends readonly SqlValue[], Row extends readonly unknown[]>(file: string): Statement<Values, Row> => ({ file, arrays: true });

const kept = <Values extends readonly SqlValue[], Row = never>(file: string): Statement<Values, Row> => ({ file, kept: true });

export const statements = {
  append: statement<readonly [...arrays: AppendValues, oneByOne: boolean, traceparents: string], AppendRow>('append'),
  findOutcome: statementOfArrays<[commandId: string], OutcomeRow>('find-outcome'),
  keepOutcome: statement<[commandId: string, command: string, stream: string, refusal: string | null, unanswered: boolean, metadata: string, occurredAt: string, fingerprint: string | null]>('keep-outcome'),
  readStreamForward: statementOfArrays<[stream: string, first: number, last: number, limit: number], EventRow>('read-stream-forward'),
  readStreamBackward: statementOfArrays<[stream: string, lowest: number, highest: number, limit: number], EventRow>('read-stream-backward'),
  firstLater: statement<[stream: string, moment: string], { readonly revision: string }>('first-later'),
  readAll: statementOfArrays<[after: bigint, upTo: bigint, limit: number], EventRow>('read-all'),
  readChosen: statementOfArrays<[after: bigint, upTo: bigint, limit: number, types: readonly string[] | null, streams: readonly string[] | null, prefix: string | null, partition: number | null, partitions: number | null], EventRow>('read-chosen'),
  readCorrelation: statementOfArrays<[correlationId: string, after: bigint, limit: number], EventRow>('read-correlation'),
  findEvents: statementOfArrays<[first: bigint, last: bigint], EventRow>('find-events'),
  findSnapshot: statementOfArrays<[stream: string, fold: string, limit: number], FoldableRow>('find-snapshot'),
  keepSnapshot: statement<[stream: string, fold: string, revision: number, lastEvent: string, occurredAt: string, state: string]>('keep-snapshot'),
  head: statement<[], PositionRow>('head'),
  notify: statement<[channel: string, sender: string]>('notify'),
  checkpoint: statement<[subscription: string], CheckpointRow>('checkpoint'),
  listCheckpoints: statement<[], CheckpointRow>('list-checkpoints'),
  moveCheckpoint: statement<[subscription: string, from: bigint, to: bigint, lease: string | null, token: bigint | null], PositionRow>('move-checkpoint'),
  noteFailure: statement<[subscription: string, position: bigint, attempts: number, error: string, milliseconds: number]>('note-failure'),
  sharesOf: statement<[name: string], { readonly subscription: string; readonly position: string }>('shares-of'),
  forgetShares: statement<[name: string]>('forget-shares'),
  beginShares: statement<[name: string, shares: readonly string[], position: bigint]>('begin-shares'),
  holdLeases: statement<[owner: string, names: readonly string[], milliseconds: number], { readonly name: string; readonly token: string }>('hold-leases'),
  releaseLeases: statement<[owner: string, names: readonly string[] | null]>('release-leases'),
  forgetWorker: statement<[owner: string]>('forget-worker'),
  listLeases: statement<[], LeaseRow>('list-leases'),
  park: statement<[events: string]>('park'),
  settleParked: statement<[subscription: string, key: string, position: bigint]>('settle-parked'),
  wantFollowers: statement<[subscription: string, key: string]>('want-followers'),
  wantAllFollowers: statement<[subscription: string]>('want-all-followers'),
  listParked: statement<[subscription: string | null], ParkedRow>('list-parked'),
  parkedKeys: statement<[], { readonly subscription: string; readonly key: string; readonly events: string; readonly state: string; readonly error: string | null }>('parked-keys'),
  listSkipped: statement<[limit: number], ParkedRow>('list-skipped'),
  changeFirstParked: statement<[subscription: string, key: string, state: string, reason: string | null]>('change-first-parked'),
  parkAgain: statement<[subscription: string, key: string, position: bigint, error: string]>('park-again'),
  forgetParked: statement<[subscription: string]>('forget-parked'),
  keepSight: statement<[id: string, seen: string], { readonly seen: string }>('keep-sight'),
  forgetSights: statement<[ids: readonly string[]]>('forget-sights'),
  keepRequest: statement<[id: string, system: string, type: string, data: string, metadata: string, requestedAt: string]>('keep-request'),
  claimRequests: statement<[limit: number, milliseconds: number, except: readonly string[]], RequestRow>('claim-requests'),
  holdRequests: statement<[ids: readonly string[], milliseconds: number]>('hold-requests'),
  countRequests: statement<[], { readonly waiting: string; readonly parked: string }>('count-requests'),
  listRequests: statement<[limit: number, state: string | null], RequestRow>('list-requests'),
  changeParkedRequest: statement<[id: string, state: string, reason: string | null]>('change-parked-request'),
  markDelivered: statement<[id: string]>('mark-delivered'),
  markFailed: statement<[id: string, error: string, milliseconds: number | null]>('mark-failed'),
  keepTimer: statement<[id: string, policy: string, eventType: string, stream: string, revision: number, position: bigint, dueAt: string]>('keep-timer'),
  callOffTimers: statement<[policy: string, stream: string, eventTypes: readonly string[], beforeRevision: number]>('call-off-timers'),
  dueTimers: statement<[policy: string, now: string, limit: number], TimerRow>('due-timers'),
  nextTimer: statement<[policy: string], { readonly due_at: string }>('next-timer'),
  claimTimer: statement<[id: string, attempts: number]>('claim-timer'),
  markTimerDone: statement<[id: string]>('mark-timer-done'),
  markTimerFailed: statement<[id: string, error: string, milliseconds: number | null]>('mark-timer-failed'),
  changeParkedTimer: statement<[id: string, state: string, reason: string | null]>('change-parked-timer'),
  listTimers: statement<[state: string, limit: number], TimerRow>('list-timers'),
  keepStroke: statement<[policy: string, from: string, at: string, timers: string], { readonly policy: string }>('keep-stroke'),
  dueStrokes: statement<[policy: string, limit: number], TimerRow>('due-strokes'),
  lastStroke: statement<[policy: string], { readonly struck_at: string }>('last-stroke'),
  beginStrokes: statement<[policy: string, at: string]>('begin-strokes'),
  moveStroke: statement<[policy: string, from: string, to: string]>('move-stroke'),
  lockSchema: statement<[]>('lock-schema'),
  createSchema: statement<[]>('create-schema'),
  createMigrations: statement<[]>('create-migrations'),
  storeThere: statement<[], { readonly there: string }>('store-there'),
  listMigrations: statement<[], { readonly number: string; readonly name: string }>('list-migrations'),
  noteMigration: statement<[number: number, name: string]>('note-migration'),
  knownTables: statement<[tableSchema: string, name: string | null], TableRow>('known-tables'),
  tableNameTaken: statement<[tableSchema: string, tableName: string], { readonly name: string }>('table-name-taken'),
  registerTable: statement<[tableSchema: string, name: string, generation: number, tableName: string, fingerprint: string, layout: string, state: string]>('register-table'),
  serveTable: statement<[tableSchema: string, name: string, generation: number]>('serve-table'),
  unusedTables: statement<[tableSchema: string, name: string], { readonly generation: string; readonly table_name: string }>('unused-tables'),
  forgetTable: statement<[tableSchema: string, name: string, generation: number]>('forget-table'),
  copyTable: statement<[]>('copy-table'),
  fetchKeys: kept<[keys: string], CellRow>('fetch-keys'),
  advanceTable: kept<[subscription: string, from: bigint, to: bigint, lease: string | null, token: bigint | null, gone: string, put: string], PositionRow>('advance-table'),
  dropTable: statement<[]>('drop-table'),
  createTable: statement<[]>('create-table'),
  createIndex: statement<[]>('create-index'),
  getRow: kept<readonly string[], CellRow>('get-row'),
  listRows: statement<readonly [limit: number, ...values: string[]], CellRow>('list-rows'),
  putRows: statement<[rows: string]>('put-rows'),
  openCursor: statement<[]>('open-cursor'),
  fetchRows: statement<[], CellRow>('fetch-rows'),
  closeCursor: statement<[]>('close-cursor'),
  removeRows: statement<[keys: string]>('remove-rows'),
};
