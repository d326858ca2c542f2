import type { BoardView } from './board/plan-board.ts';
import type { FieldLine } from './fields.ts';

/** A file to be: which template, and finished strings to place in it. Templates never think. */
export type FilePlan =
  | { readonly template: 'types'; readonly path: string; readonly view: TypesView }
  | { readonly template: 'aggregate'; readonly path: string; readonly view: AggregateView }
  | { readonly template: 'policy'; readonly path: string; readonly view: PolicyView }
  | { readonly template: 'read-model'; readonly path: string; readonly view: ReadModelView }
  | { readonly template: 'external-system'; readonly path: string; readonly view: ExternalSystemView }
  | { readonly template: 'functions'; readonly path: string; readonly view: FunctionsView }
  | { readonly template: 'app'; readonly path: string; readonly view: AppView }
  | { readonly template: 'adapters'; readonly path: string; readonly view: AdaptersView }
  | { readonly template: 'board'; readonly path: string; readonly view: BoardView }
  | { readonly template: 'tests'; readonly path: string; readonly view: TestsView };

/** What stands on top of every file. */
export interface FileHead {
  /** The model file it is made from. */
  readonly source: string;
  readonly imports: string;
}

export interface TypesView extends FileHead {
  readonly types: readonly { readonly docs: string; readonly name: string; readonly type: string; readonly value: string }[];
}

/** A command, an event or a request: its interface. */
export interface MessageView {
  readonly docs: string;
  readonly name: string;
  readonly type: string;
  readonly fields: readonly FieldLine[];
}

/** The fields that an event once had, and the function that makes the next version of them. */
export interface VersionView {
  readonly docs: string;
  readonly type: string;
  readonly fields: readonly FieldLine[];
  readonly head: string;
  readonly body: string;
}

export interface AggregateView extends FileHead {
  readonly commands: readonly MessageView[];
  readonly commandUnion: string;
  readonly commandTypes: string;
  readonly events: readonly MessageView[];
  readonly eventUnion: string;
  readonly eventTypes: string;
  readonly versions: readonly VersionView[];
  readonly docs: string;
  readonly state: string;
  readonly stateFields: readonly FieldLine[];
  readonly evolveHead: string;
  /** The cases of `evolve`, whole. */
  readonly folds: readonly string[];
  readonly otherEvent: string;
  readonly refusalUnion: string;
  readonly refusals: string;
  readonly decision: string;
  readonly decideHead: string;
  readonly lifecycle: readonly string[];
  readonly otherCommand: string;
  /** The cases of `decide`, whole. */
  readonly dispatch: readonly string[];
  readonly decisions: readonly { readonly docs: string; readonly head: string; readonly body: readonly string[] }[];
  readonly invariants: readonly string[];
  readonly invariantsDocs: string;
  readonly value: string;
  readonly name: string;
  readonly about: string | undefined;
  readonly identity: string;
  readonly commandDefinitions: readonly string[];
  readonly eventDefinitions: readonly string[];
  readonly sharedRefusals: string;
  readonly stateRecord: string;
}

export interface PolicyView extends FileHead {
  readonly reactions: readonly { readonly docs: string; readonly name: string; readonly type: string; readonly settings: readonly string[]; readonly looksUp: string | undefined; readonly parameters: string; readonly body: readonly string[] }[];
  readonly docs: string;
  readonly value: string;
  readonly name: string;
  readonly about: string | undefined;
  readonly whenever: readonly string[];
  /** What it is called that it does when the clock strikes. */
  readonly clock: string | undefined;
}

export interface ReadModelView extends FileHead {
  readonly docs: string;
  readonly row: string;
  readonly fields: readonly FieldLine[];
  readonly eventUnion: string;
  readonly eventTypes: string;
  /** Absent for a single row. */
  readonly keyHead: string | undefined;
  readonly keys: readonly string[];
  /** When every event has its key in the same place. */
  readonly onlyKey: string | undefined;
  /** What a new row begins with. */
  readonly start: string | undefined;
  /** Absent where every event is about one row. */
  readonly concernsHead: string | undefined;
  readonly concerns: readonly string[];
  readonly many: string;
  readonly projectHead: string;
  readonly projections: readonly string[];
  readonly otherEvent: string;
  readonly value: string;
  readonly definition: readonly string[];
  readonly rowRecord: string;
}

export interface ExternalSystemView extends FileHead {
  readonly requests: readonly (MessageView & { readonly method: string; readonly methodDocs: string; readonly definition: string })[];
  readonly reports: readonly (MessageView & { readonly definition: string })[];
  readonly reportUnion: string;
  readonly reportTypes: string;
  /** Of a system that is never asked for anything. */
  readonly valueDocs: string;
  readonly otherRequest: string;
  readonly requestUnion: string;
  readonly requestTypes: string;
  readonly docs: string;
  readonly port: string;
  readonly value: string;
  readonly name: string;
  readonly about: string | undefined;
  readonly recordingDocs: string;
  readonly recordingType: string;
  readonly recordingValue: string;
}

export interface AppView extends FileHead {
  readonly docs: string;
  readonly unions: readonly { readonly docs: string; readonly name: string; readonly type: string }[];
  readonly adaptersType: string;
  /** Absent when there is no external system. */
  readonly adaptersParameter: string;
  readonly adapters: readonly { readonly name: string; readonly type: string }[];
  readonly name: string;
  readonly about: string | undefined;
  readonly slug: string;
  readonly timeZone: string;
  readonly actors: readonly string[];
  readonly aggregates: string;
  readonly policies: string;
  readonly readModels: string;
  readonly externalSystems: string;
}

export interface FunctionsView extends FileHead {
  readonly functions: readonly {
    readonly docs: string;
    readonly type: string;
    readonly definition: string;
    readonly value: string;
    readonly written: string;
    /** The file that a developer writes. */
    readonly from: string;
    readonly name: string;
    readonly codec: string;
  }[];
}

export interface AdaptersView extends FileHead {
  readonly docs: string;
  readonly adaptersType: string;
  readonly members: readonly string[];
}

export interface TestsView extends FileHead {
  readonly harness: string;
  readonly subject: string;
  readonly scenarios: readonly { readonly name: string; readonly source: string; readonly steps: readonly string[] }[];
}
