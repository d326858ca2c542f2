import type { ValueType } from '../resolve/value-type.ts';

/** Whether two fields have one type, so that a value of the first is taken over by the second. */
export function sameType(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'named' || b.kind === 'named') return a.kind === 'named' && b.kind === 'named' && a.type === b.type;
  if (a.kind === 'optional' || a.kind === 'list') return a.kind === b.kind && sameType(a.of, b.of);
  if (a.kind === 'decimal') return b.kind === 'decimal' && a.digits === b.digits;
  return a.kind === b.kind;
}

/** Whether a value of type `from` can be put where `to` is wanted as it is: the same type, or the same that may be missing. */
export function fits(from: ValueType, to: ValueType): boolean {
  return sameType(from, to) || (to.kind === 'optional' && sameType(from, to.of));
}

export function isOptional(type: ValueType): boolean {
  return type.kind === 'optional';
}

/** `optional T` is T once it has been asked for. */
export function present(type: ValueType): ValueType {
  return type.kind === 'optional' ? type.of : type;
}
