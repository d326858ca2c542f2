import { diagnose } from '../../diagnostics/diagnostic.ts';
import { ruleOfParts } from './rule.ts';
import { scenariosOf } from './scenarios.ts';

/** Scenarios in which somebody does what they may not do. A policy may do it in their name, where one does it at all. */
export const exampleByOthersRule = ruleOfParts(['actor-may-not'], ({ content, flow }, report) => {
  const sentByPolicies = new Set(flow.sendings.map(({ target }) => target));
  for (const { checked: { scenario: { by, when } } } of scenariosOf(content)) {
    if (by === undefined || when?.kind !== 'example' || when.message.kind !== 'command') continue;
    const { message: command } = when;
    if (command.by.length === 0 || command.by.some(({ to }) => to === by.actor.to) || sentByPolicies.has(command.name)) continue;
    report(diagnose('actor-may-not', by.actor.span, { actor: by.actor.to.name, command: command.name, actors: command.by.map(({ to }) => to.name) }, [], [command.name, by.actor.to.name]));
  }
});
