import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';
import { about } from './unsent-commands.ts';

/** What an external system could do for us, and nobody asks it to. */
export const unusedRequestRule = flowRule(['request-without-sender'], ({ stickies, sendings }, report) => {
  const sent = new Set(sendings.map(({ target }) => target));
  for (const { kind, name, span, of, unsure } of stickies) {
    if (kind === 'request' && !unsure && !sent.has(name)) report(diagnose('request-without-sender', span, { request: name, system: of ?? 'the external system' }, [], about(name, of)));
  }
});
