import type { Field } from '../resolve/model.ts';
import type { OwnerRole } from './scope.ts';

/**
 * What is known of values at one place, because it was asked before: see `facts-of.ts` for how it comes to be known. At
 * least what TypeScript will know at that place as well, because it refuses a comparison whose answer it knows.
 */
export interface Facts {
  readonly found: ReadonlySet<string>;
  /** By value, the only literals it can be. */
  readonly among: ReadonlyMap<string, readonly string[]>;
}

export const noFacts: Facts = { found: new Set(), among: new Map() };

/** Where both hold. */
export function bothFacts(a: Facts, b: Facts): Facts {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) ? b : a;
  const among = new Map(a.among);
  for (const [key, literals] of b.among) {
    const known = among.get(key);
    among.set(key, known === undefined ? literals : known.filter((literal) => literals.includes(literal)));
  }
  return { found: new Set([...a.found, ...b.found]), among };
}

/** Where one of them holds. */
export function sharedFacts(a: Facts, b: Facts): Facts {
  const among = [...a.among].flatMap(([key, literals]): readonly [string, readonly string[]][] => {
    const others = b.among.get(key);
    return others === undefined ? [] : [[key, [...new Set([...literals, ...others])]]];
  });
  return { found: new Set([...a.found].filter((fact) => b.found.has(fact))), among: new Map(among) };
}

function isEmpty({ found, among }: Facts): boolean {
  return found.size === 0 && among.size === 0;
}

/** Whether the optional `field` is known to have a value. */
export function knownPresent(facts: Facts, role: OwnerRole, field: Field): boolean {
  return knows(facts, 'has a value', fieldKey(role, field));
}

export function fieldKey(role: OwnerRole, field: Field): string {
  return `${role.kind === 'look-up' ? `look-up ${role.identifier}` : role.kind}.${field.identifier}`;
}

/** That optional fields have a value, and nothing else of what is known. */
export function presenceOnly({ found }: Facts): Facts {
  return { found: new Set([...found].filter((fact) => fact.endsWith(' has a value'))), among: new Map() };
}

export type Finding = 'has a value' | 'is missing' | 'is not zero' | 'is at least one' | 'is at most the count' | 'was asked outside';

/** Inside a function that is given to another, TypeScript has forgotten what was asked of fields outside of it. */
export function insideClosure({ found, among }: Facts): Facts {
  const outside = [...found].filter((fact) => fact.endsWith(' has a value')).map((fact) => fact.replace(/ has a value$/, ' was asked outside'));
  return { found: new Set([...found, ...outside]), among };
}

export function knows({ found }: Facts, finding: Finding, key: string): boolean {
  return found.has(`${key} ${finding}`);
}

export function findings(...facts: readonly (readonly [key: string, finding: Finding])[]): Facts {
  return { found: new Set(facts.map(([key, finding]) => `${key} ${finding}`)), among: new Map() };
}

/** That the value is one of `literals`. */
export function isAmong(key: string, literals: readonly string[]): Facts {
  return { found: new Set(), among: new Map([[key, literals]]) };
}

export function isNot(key: string, literal: string): Facts {
  return { found: new Set([`${key} != ${literal}`]), among: new Map() };
}

/** Whether the value is known to be, or known not to be, what `literal` stands for. */
export function knownEqual({ found, among }: Facts, key: string, literal: string): boolean | undefined {
  const literals = among.get(key);
  if (found.has(`${key} != ${literal}`) || (literals !== undefined && !literals.includes(literal))) return false;
  return literals?.length === 1 ? true : undefined;
}
