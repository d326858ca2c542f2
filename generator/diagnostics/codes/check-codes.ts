import { error, orNearest, warning } from '../code.ts';
import { rename } from '../fix.ts';

/** Mistakes that show only when the stickies are put together. */
export const checkCodes = {
  'missing-value': error(
    (p: { field: string; type: string; target: string; from: string }) => `Nobody says what "${p.field}" of "${p.target}" is: ${p.from} has no "${p.field}" of type ${p.type}.`,
    (p) => `Give it a value here, like \`${p.target}: { ${p.field}: … }\`, or let ${p.from} bring it.`,
  ),
  'value-of-other-type': error(
    (p: { field: string; target: string; wanted: string; from: string; has: string }) => `"${p.field}" of "${p.target}" is ${p.wanted}, and "${p.field}" of ${p.from} is ${p.has}, so it is not taken over by itself.`,
    (p) => `Say where it comes from, like \`${p.target}: { ${p.field}: … }\`, or give both the same type.`,
  ),
  'value-may-be-missing': error(
    (p: { field: string; target: string; from: string }) => `"${p.field}" of "${p.target}" must have a value, and "${p.field}" of ${p.from} may be missing.`,
    (p) => `Ask for it first: \`if: ${p.field} != null\`.`,
  ),
  'beginning-with-condition': error(
    (p: { command: string; event: string }) => `"${p.command}" begins an instance with "${p.event}", so that must not depend on an \`if\`. Use \`rules:\` to refuse the command instead.`,
  ),
  'two-beginnings': error((p: { command: string; aggregate: string }) => `"${p.command}" would begin one "${p.aggregate}" twice. Name one beginning under its \`then\`.`),
  'nothing-begins': error(
    (p: { aggregate: string; events: string }) => `No "${p.aggregate}" can ever begin: no command leads to ${p.events}.`,
    (p) => `Add a command with \`then:\` ${p.events}, or correct \`begins with\`.`,
  ),
  'state-without-value': error(
    (p: { field: string; event: string; type: string; aggregate: string }) => `After "${p.event}" nobody knows "${p.field}" of "${p.aggregate}": the event has no "${p.field}" of type ${p.type}.`,
    (p) => `Set it under the event, \`sets: { ${p.field}: … }\`, add the field to the event, or make it optional.`,
  ),
  'row-without-key': error(
    (p: { field: string; event: string; readModel: string; type: string }) => `"${p.event}" does not say which row of "${p.readModel}" it is about: it has no "${p.field}" of type ${p.type}.`,
    (p) => `Say it with \`key: { ${p.field}: … }\`.`,
  ),
  'field-never-fed': error(
    (p: { field: string; readModel: string; events: string }) => `No row of "${p.readModel}" ever gets "${p.field}": none of the events under \`from\` can fill a whole row. ${p.events}`,
    (p) => `Set it under the event that should make the row, \`sets: { ${p.field}: … }\`, or make it optional.`,
  ),
  'row-never-made': error(
    (p: { readModel: string; event: string }) => `"${p.readModel}" stays empty for ever: "${p.event}" reads a row, and nothing makes the first one.`,
    () => 'Let one event fill a row from its own fields.',
  ),
  'look-up-without-key': error(
    (p: { readModel: string; field: string; event: string }) => `"${p.readModel}" has a row for each "${p.field}", and "${p.event}" has none to look up by.`,
    (p) => `Say which row: \`{ ${p.readModel}: { ${p.field}: … } }\`.`,
  ),
  'if-refused-without-command': error((p: { policy: string }) => `"${p.policy}" says what to do if it is refused, but sends no command that could be.`),
  'command-without-sender': warning(
    (p: { command: string }) => `Nobody can send "${p.command}": it has no \`by\`, and no policy sends it.`,
    () => 'Say who sends it with `by:`, or name it under the `then` of a policy.',
  ),
  'event-never-happens': warning((p: { event: string }) => `Nothing leads to "${p.event}": no command names it under \`then\`.`),
  'endless-loop': error(
    (p: { steps: string }) => `This never stops: ${p.steps}.`,
    () => 'Put an `if` on one of these steps, so that the chain comes to an end.',
  ),
  'not-a-moment': error((p: { written: string }) => `"${p.written}" is no moment.`, () => 'Write a date, like 2026-03-27, or a date and time, like 2026-03-27T09:30:00Z.'),
  'example-value': error((p: { field: string; wanted: string; written: string }) => `"${p.field}" must be ${p.wanted}, and here it is ${p.written}.`),
  'example-breaks-limit': error((p: { sentence: string }) => `${p.sentence}.`),
  'example-incomplete': error(
    (p: { message: string; fields: string }) => `This "${p.message}" lacks ${p.fields}. An example under \`given\` or \`when\` is complete.`,
  ),
  'example-lacks-identity': error(
    (p: { message: string; field: string; type: string }) => `This "${p.message}" does not say which ${p.field}, and ${p.type} has no example to fall back on.`,
    (p) => `Write it here, or give the type an \`example:\`.`,
  ),
  'example-before-beginning': error(
    (p: { event: string; aggregate: string; begins: string }) => `"${p.event}" can not have happened yet: this "${p.aggregate}" has not begun.`,
    (p) => `Put ${p.begins} before it.`,
  ),
  'example-begins-twice': error((p: { event: string; aggregate: string }) => `"${p.event}" can not happen here: this "${p.aggregate}" has begun already.`),
  'example-after-end': error((p: { event: string; aggregate: string; ended: string }) => `"${p.event}" can not happen any more: this "${p.aggregate}" ended with "${p.ended}".`),
  'unknown-refusal': error(
    (p: { who: string; refusal: string; nearest: string | undefined; certain?: boolean; known: readonly string[] }) => `${p.who} as "${p.refusal}".${orNearest(p.nearest)}`,
    (p) => `It can be refused as: ${p.known.join('; ')}. If a rule is missing, add it under \`rules:\` with this name.`,
    (p, span) => (p.certain === true ? rename(span, p.refusal, p.nearest) : undefined),
  ),
  'row-not-named': error(
    (p: { readModel: string; fields: string }) => `This row of "${p.readModel}" has no ${p.fields}, so it is not clear which row is meant.`,
    () => 'Name its key, or write it as the only row.',
  ),
};
