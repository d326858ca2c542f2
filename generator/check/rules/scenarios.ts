import type { CheckedAggregate, CheckedPolicy, CheckedScenario, TypedExample, UnmarkedModel } from '../checked-model.ts';

/** A scenario, and what it is an example of: nothing in particular where it stands at the top. */
export interface Placed {
  readonly checked: CheckedScenario;
  readonly of: CheckedAggregate | CheckedPolicy | 'read model' | 'system';
}

export function scenariosOf({ aggregates, policies, readModels, scenarios }: UnmarkedModel): readonly Placed[] {
  return [
    ...aggregates.flatMap((of) => of.scenarios.map((checked) => ({ checked, of }))),
    ...policies.flatMap((of) => of.scenarios.map((checked) => ({ checked, of }))),
    ...readModels.flatMap((of) => of.scenarios.map((checked): Placed => ({ checked, of: 'read model' }))),
    ...scenarios.map((checked): Placed => ({ checked, of: 'system' })),
  ];
}

/** The identity that an example is about, where it could be read. */
export function instanceOf({ message, values }: TypedExample): string | undefined {
  const identity = values.find(({ field }) => field === message.fields[0])?.value;
  return identity?.kind === 'literal' ? identity.text : undefined;
}
