import type { Code } from '../diagnostics/catalogue.ts';
import { eitherCase, oneSpaced } from '../feel/known-names.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Model, Scenario } from '../resolve/model.ts';
import { checkAggregate } from './check-aggregate.ts';
import { type CheckedModel, marked, type UnmarkedModel } from './checked-model.ts';
import { checkFunctions } from './check-functions.ts';
import { checkPolicy } from './check-policy.ts';
import { checkReadModel } from './check-read-model.ts';
import { checkScenario, type Setting } from './check-scenarios.ts';
import { runRules, withoutParts } from './run-rules.ts';
import { surroundingsIn } from './scopes.ts';

const UNKNOWN: readonly Code[] = ['unknown-name-in-expression', 'unknown-field-of-owner', 'unknown-owner', 'unknown-function', 'text-without-quotes'];

/** Of functions that were not understood, as they are called. */
function functionsInDoubt({ functions }: Model): ReadonlySet<string> {
  return new Set(functions.filter(({ incomplete }) => incomplete === true).flatMap(({ name }) => eitherCase(name).map(oneSpaced)));
}

function underlined({ span }: Diagnostic): string {
  return span.source.text.slice(span.start, span.end);
}

/**
 * Resolved model in, checked model out: every expression typed, every field traced to where its value comes from, every
 * example typed; then what is asked of the whole. Reports all mistakes; without an error there is a model to plan.
 * `before` is what was found in the file until now: where something was not understood, less is asked of the whole.
 */
export function checkModel(model: Model, isUnsure: (name: string) => boolean, before: readonly Diagnostic[] = []): { readonly checked: CheckedModel | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const inDoubt = functionsInDoubt(model);
  const report = (diagnostic: Diagnostic): void => {
    // A name that a broken part of the model may have declared is not called unknown a second time.
    if (!(UNKNOWN.includes(diagnostic.code) && (isUnsure(underlined(diagnostic)) || inDoubt.has(oneSpaced(underlined(diagnostic)))))) diagnostics.push(diagnostic);
  };
  const scenariosOf = (scenarios: readonly Scenario[], setting: Setting) => scenarios.map((scenario) => checkScenario(scenario, setting, model, report));
  const around = surroundingsIn(model);
  checkFunctions(model.functions, report);
  const content: UnmarkedModel = {
    model,
    aggregates: model.aggregates.map((aggregate) => ({ ...checkAggregate(aggregate, around, report), scenarios: scenariosOf(aggregate.scenarios, aggregate) })),
    policies: model.policies.map((policy) => ({ ...checkPolicy(policy, around, report), scenarios: scenariosOf(policy.scenarios, policy) })),
    readModels: model.readModels.map((readModel) => ({ ...checkReadModel(readModel, around, report), scenarios: scenariosOf(readModel.scenarios, readModel) })),
    externalSystems: model.externalSystems,
    scenarios: scenariosOf(model.scenarios, model),
  };
  runRules(content, [...before, ...diagnostics], report);
  const said = withoutParts(diagnostics);
  return { checked: said.some(({ severity }) => severity === 'error') ? undefined : marked(content), diagnostics: said };
}
