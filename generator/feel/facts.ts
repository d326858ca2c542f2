import type { Field } from '../resolve/model.ts';
import type { OwnerRole } from './scope.ts';

/** What is known of values at one place, because it was asked before: see `facts-of.ts` for how it comes to be known. */
export type Facts = ReadonlySet<string>;

export const noFacts: Facts = new Set();

export function bothFacts(a: Facts, b: Facts): Facts {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a;
  return new Set([...a, ...b]);
}

export function sharedFacts(a: Facts, b: Facts): Facts {
  return new Set([...a].filter((fact) => b.has(fact)));
}

/** Whether the optional `field` is known to have a value. */
export function knownPresent(facts: Facts, role: OwnerRole, field: Field): boolean {
  return facts.has(fact('has a value', fieldKey(role, field)));
}

export function fieldKey(role: OwnerRole, field: Field): string {
  return `${role.kind === 'look-up' ? `look-up ${role.identifier}` : role.kind}.${field.identifier}`;
}

export type Finding = 'has a value' | 'is missing' | 'is not zero';

export function fact(finding: Finding, key: string): string {
  return `${key} ${finding}`;
}

/** That the value is, or is not, the one that `literal` stands for. */
export function equalityFact(key: string, equal: boolean, literal: string): string {
  return `${key} ${equal ? '=' : '!='} ${literal}`;
}
