/** What a store must not be: each kind breaks one promise. */
export type FindingKind =
  /** Positions that do not ascend, or a log that does not end at its head. */
  | 'position'
  /** A stream whose revisions are not 1, 2, 3, … */
  | 'revision'
  | 'event id'
  /** An event that the application can not read, or that a read model or a policy can do nothing with. */
  | 'unreadable'
  /** Something a caller was told had happened, and that is not there, or there twice. */
  | 'acknowledged'
  /** An outcome that names other events than the log has. */
  | 'outcome'
  /** A row that is not what the log folds to. */
  | 'row'
  /** A request to an external system that a policy asks for, and nobody has kept. */
  | 'request'
  /** A command that a policy asks for, and that has not ended. */
  | 'command';

/** Something wrong with a store, and where. */
export interface Finding {
  readonly kind: FindingKind;
  /** `position 12`, `stream Bank account/NL000001`, `read model Statement, ["NL000001",3]`. */
  readonly place: string;
  /** What is there, and what should be. */
  readonly sentence: string;
}

/** Takes findings. Beyond the most that are wanted it only counts. */
export interface Notebook {
  note(kind: FindingKind, place: string, sentence: string): void;
  findings(): readonly Finding[];
  /** All there were, also those beyond. */
  total(): number;
}

export function notebook(most: number): Notebook {
  const kept: Finding[] = [];
  let total = 0;
  return {
    note: (kind, place, sentence) => {
      total += 1;
      if (kept.length < most) kept.push({ kind, place, sentence });
    },
    findings: () => kept,
    total: () => total,
  };
}
