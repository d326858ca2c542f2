import { diagnose } from '../../diagnostics/diagnostic.ts';
import { lineOf } from '../../diagnostics/span.ts';
import { endlessLoops, type Loop, type LoopStep } from '../loops.ts';
import { flowRule } from './rule.ts';

/** Policies that set each other off round and round without any `if` on the way: the chain would never end. */
export const endlessLoopRule = flowRule(['endless-loop'], (flow, report) => {
  for (const loop of endlessLoops(flow)) {
    const [first] = loop.steps;
    if (first === undefined) continue;
    report(diagnose('endless-loop', first.sending.span, { steps: inWords(loop) }, placesOf(loop), loop.steps.map((step) => step.reaction.policy)));
  }
});

/** Longer ones are told in part: nobody reads a hundred steps in one sentence. */
const MOST_STEPS = 12;

function inWords({ steps }: Loop): string {
  const [start = ''] = steps.map(({ event }) => event);
  const told = steps.slice(0, MOST_STEPS).map(stepInWords);
  const more = steps.length > MOST_STEPS ? [`${steps.length - MOST_STEPS} more steps like these lead back to "${start}"`] : [];
  return `on "${start}", ${[...told, ...more].join('; then ')}`;
}

function stepInWords({ reaction, sending, outcome }: LoopStep): string {
  const after = reaction.after === undefined ? '' : `${reaction.after} later `;
  return `${after}"${reaction.policy}" (${lineOf(reaction.span)}) ${sending.refused ? 'answers a refusal with' : 'sends'} "${sending.target}" (${lineOf(sending.span)}), which leads to "${outcome.event}" (${lineOf(outcome.span)})`;
}

function placesOf({ steps }: Loop): readonly { readonly span: LoopStep['sending']['span']; readonly sentence: string }[] {
  return steps.slice(0, MOST_STEPS).flatMap(({ event, reaction, sending, outcome }, index) => [
    ...(index === 0 ? [] : [{ span: sending.span, sentence: `"${reaction.policy}" reacts to "${event}" with this` }]),
    { span: outcome.span, sentence: `"${sending.target}" leads to "${outcome.event}"` },
  ]);
}
