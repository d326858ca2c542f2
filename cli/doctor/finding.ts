/** What was looked at, and how it is. */
export interface Finding {
  /** In a word or two: `Node.js`, `models`. */
  readonly about: string;
  readonly state: 'ok' | 'warning' | 'problem';
  /** A sentence. */
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
}

export function ok(about: string, says: string): Finding {
  return { about, state: 'ok', says };
}

export function warning(about: string, says: string, todo: string): Finding {
  return { about, state: 'warning', says, todo };
}

export function problem(about: string, says: string, todo: string): Finding {
  return { about, state: 'problem', says, todo };
}
