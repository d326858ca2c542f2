import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';
import { about } from './unsent-commands.ts';

/** What an external system reports, and neither a policy nor a read model takes notice of. */
export const unheardReportRule = flowRule(['report-unheard'], ({ stickies, reactions, feeds }, report) => {
  const heard = new Set([...reactions.flatMap(({ events }) => events), ...feeds.map(({ from }) => from)]);
  for (const { kind, name, span, of, unsure } of stickies) {
    if (kind === 'reported event' && !unsure && !heard.has(name)) report(diagnose('report-unheard', span, { event: name, system: of ?? 'The external system' }, [], about(name, of)));
  }
});
