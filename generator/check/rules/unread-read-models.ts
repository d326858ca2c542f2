import { diagnose } from '../../diagnostics/diagnostic.ts';
import { flowRule } from './rule.ts';

/** Read models that nobody looks at; asked only where the model says at all who views what. */
export const unreadReadModelRule = flowRule(['read-model-without-reader'], ({ stickies, viewers, lookUps }, report) => {
  if (viewers.length === 0) return;
  const read = new Set([...viewers, ...lookUps].map(({ to }) => to));
  for (const { kind, name, span, unsure } of stickies) {
    if (kind === 'read model' && !unsure && !read.has(name)) report(diagnose('read-model-without-reader', span, { readModel: name }, [], [name]));
  }
});
