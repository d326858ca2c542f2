/** Lists and records, and what is in them, are frozen where they stand; values of classes, such as dates and decimals, never change by themselves. */
export function freezeWhatIsGiven(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeWhatIsGiven);
}
