/** The store can not be asked just now: a connection broke, or none was to be had. What was asked may have been done or not. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** Of the driver or the database: `ECONNREFUSED`, `57P01`. */
  readonly code: string | undefined;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  }
}
