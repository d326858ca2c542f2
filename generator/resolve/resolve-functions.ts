import type { RawFunction } from '../schema/raw-model.ts';
import { resolveFields } from './fields.ts';
import { fieldIdentifier } from './identifier.ts';
import type { DeclaredFunction } from './model.ts';
import { checkExpressionName } from './name-rules.ts';
import { named } from './shells.ts';
import type { Resolving } from './world.ts';
import { resolveValueType } from './written-type.ts';

/** Resolves `functions`: what each is given and what it gives. */
export function resolveFunctions(raws: readonly RawFunction[], resolving: Resolving): readonly DeclaredFunction[] {
  return raws.map((raw): DeclaredFunction => {
    const { name } = raw;
    const alike = raws.some((other) => other.name.text !== name.text && fieldIdentifier(other.name.text).toLowerCase() === fieldIdentifier(name.text).toLowerCase());
    // Two names that are too much alike are one mistake: advice on the one could be to call it like the other.
    if (!alike) checkExpressionName(name, resolving.report);
    const { fields, broken, lost } = resolveFields(raw.with, `The function "${name.text}"`, undefined, resolving);
    const gives = raw.gives === undefined ? undefined : resolveValueType(raw.gives, resolving);
    const incomplete = gives === undefined || broken.size > 0 || lost.length > 0;
    return { kind: 'function', ...named(raw), fields, gives: gives ?? { kind: 'text' }, ...(incomplete ? { incomplete } : {}) };
  });
}
