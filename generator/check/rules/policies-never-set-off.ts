import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';

/** Reactions to events that nothing leads to. */
export const policyNeverSetOffRule = flowRule(['policy-never-set-off'], ({ stickies, reactions, outcomes }, report) => {
  const caused = new Set(outcomes.map(({ event }) => event));
  const uncaused = new Map(stickies.filter(({ kind, name, of, unsure }) => kind === 'event' && of !== undefined && !unsure && !caused.has(name)).map((event) => [event.name, event]));
  for (const { policy, events, span } of reactions) {
    const places = events.flatMap((name) => uncaused.get(name) ?? []);
    if (events.length === 0 || places.length < events.length) continue;
    const related = places.map((event) => ({ span: event.span, sentence: `no command leads to "${event.name}"` }));
    report(diagnose('policy-never-set-off', span, { policy, events: events.map((name) => `"${name}"`).join(' nor ') }, related, [policy, ...events]));
  }
});
