import type { RawFunction } from '../schema/raw-model.ts';
import { resolveFields } from './fields.ts';
import type { DeclaredFunction } from './model.ts';
import { checkExpressionNameAmong } from './name-rules.ts';
import { named } from './shells.ts';
import type { Resolving } from './world.ts';
import { resolveValueType } from './written-type.ts';

/** Resolves `functions`: what each is given and what it gives. */
export function resolveFunctions(raws: readonly RawFunction[], resolving: Resolving): readonly DeclaredFunction[] {
  return raws.map((raw): DeclaredFunction => {
    const { name } = raw;
    checkExpressionNameAmong(name, raws.map((other) => other.name), resolving.report);
    const { fields, broken, lost } = resolveFields(raw.with, `The function "${name.text}"`, undefined, resolving);
    const gives = raw.gives === undefined ? undefined : resolveValueType(raw.gives, resolving);
    const incomplete = gives === undefined || broken.size > 0 || lost.length > 0;
    return { kind: 'function', ...named(raw), fields, gives: gives ?? { kind: 'text' }, ...(incomplete ? { incomplete } : {}) };
  });
}
