import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';

/** Actors who do nothing and look at nothing. */
export const idleActorRule = flowRule(['actor-without-part'], ({ stickies, senders, viewers }, report) => {
  const busy = new Set([...senders, ...viewers].map(({ from }) => from));
  for (const { kind, name, span, unsure } of stickies) {
    if (kind === 'actor' && !unsure && !busy.has(name)) report(diagnose('actor-without-part', span, { actor: name }, [], [name]));
  }
});
