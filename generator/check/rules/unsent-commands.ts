import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';

/** Commands that no actor and no policy sends. */
export const unsentCommandRule = flowRule(['command-without-sender'], ({ stickies, senders, sendings }, report) => {
  const sent = new Set([...senders.map(({ to }) => to), ...sendings.map(({ target }) => target)]);
  for (const { kind, name, span, of, unsure } of stickies) {
    if (kind === 'command' && of !== undefined && !unsure && !sent.has(name)) report(diagnose('command-without-sender', span, { command: name }, [], about(name, of)));
  }
});

export function about(name: string, of: string | undefined): readonly string[] {
  return of === undefined ? [name] : [name, of];
}
