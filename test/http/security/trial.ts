/** Something a stranger may try, and what the server must answer. The page about security shows the same list. */
export interface Trial {
  /** Unique on the page. */
  readonly tried: string;
  /** GET unless given. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'HEAD';
  readonly url: string;
  /** Whose token is shown; the clerk's unless given. */
  readonly as?: 'Ada' | 'Ben' | 'the clerk' | 'nobody';
  readonly headers?: { readonly [name: string]: string };
  /** Sent as it is, as JSON unless the headers say otherwise. */
  readonly body?: string | Buffer;
  readonly status: number;
  /** What stands in the answer, and what must not. */
  readonly says?: string;
  readonly hides?: string;
}

/** Trials of one kind. */
export interface Trials {
  readonly about: string;
  readonly trials: readonly Trial[];
}

/** Of a command: the body is made of `fields`. */
export function command(tried: string, name: string, fields: unknown, status: number, more: Partial<Trial> = {}): Trial {
  return { tried, method: 'POST', url: `/commands/${name}`, body: typeof fields === 'string' || Buffer.isBuffer(fields) ? fields : JSON.stringify(fields), status, ...more };
}
