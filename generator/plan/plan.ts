import type { Sketch } from '../resolve/sketch.ts';
import type { CheckedModel } from '../check/checked-model.ts';
import { planBoard } from './board/plan-board.ts';
import { adapterPath, systemsToConnect } from './adapters.ts';
import type { FilePlan } from './file-plan.ts';
import { planAggregate } from './plan-aggregate.ts';
import { planAdapters } from './plan-adapters.ts';
import { planApp } from './plan-app.ts';
import { planExternalSystem } from './plan-external-system.ts';
import { createPlanning } from './planning.ts';
import { planFunctions } from './plan-functions.ts';
import { planPolicy } from './plan-policy.ts';
import { planReadModel } from './plan-read-model.ts';
import { planTests } from './plan-tests.ts';
import { planTypes } from './plan-types.ts';

/** What is written of a model of any level: the picture of its wall. */
export function planSketch(sketch: Sketch): readonly FilePlan[] {
  return [{ template: 'board', path: 'board.svg', view: planBoard(sketch) }];
}

/** Every file of `generated/<modelName>/`, as finished strings and the templates to place them in. `isWritten` tells which files of its own the project has. */
export function plan(checked: CheckedModel, modelName: string, isWritten: (path: string) => boolean): readonly FilePlan[] {
  const planning = createPlanning(checked);
  const connected = systemsToConnect(checked.model).filter((system) => isWritten(adapterPath(system)));
  return [
    ...(checked.model.types.length === 0 ? [] : [planTypes(planning)]),
    ...(checked.model.functions.length === 0 ? [] : [planFunctions(planning)]),
    ...checked.aggregates.map((aggregate) => planAggregate(aggregate, planning)),
    ...checked.policies.map((policy) => planPolicy(policy, planning)),
    ...checked.readModels.map((readModel) => planReadModel(readModel, planning)),
    ...checked.externalSystems.map((system) => planExternalSystem(system, planning)),
    planApp(modelName, planning),
    ...(connected.length === 0 ? [] : [planAdapters(connected, planning)]),
    ...planTests(planning),
  ];
}
