/** An adapter throws it where asking again would be in vain: the system will never take this request as it is. It is parked at once, for somebody to look at. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';
}

/** An adapter throws it where the system has said when to come again. */
export class DeliveryDelayed extends Error {
  override readonly name = 'DeliveryDelayed';
  /** From now on. It is not asked sooner than without this, and waits ten minutes at most. */
  readonly forMilliseconds: number;

  constructor(message: string, forMilliseconds: number) {
    super(message);
    this.forMilliseconds = forMilliseconds;
  }
}
