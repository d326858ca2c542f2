import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';
import { about } from './unsent-commands.ts';

/** Events that no command leads to; that a scenario tells of them does not make them happen. */
export const eventWithoutCauseRule = flowRule(['event-never-happens'], ({ stickies, outcomes }, report) => {
  const caused = new Set(outcomes.map(({ event }) => event));
  for (const { kind, name, span, of, unsure } of stickies) {
    if (kind === 'event' && of !== undefined && !unsure && !caused.has(name)) report(diagnose('event-never-happens', span, { event: name }, [], about(name, of)));
  }
});
