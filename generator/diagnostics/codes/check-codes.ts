import { error, orNearest, warning } from '../code.ts';
import { rename, replace } from '../fix.ts';

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
    (p: { readModel: string; event: string; starts: readonly string[] }) => `"${p.readModel}" stays empty for ever: "${p.event}" reads a row, and nothing makes the first one.`,
    (p) => (p.starts.length === 0 ? 'Let one event fill a row from its own fields.' : `Say what a new row begins with, \`starts as: { ${p.starts.join(', ')} }\`, or let one event fill a row from its own fields.`),
  ),
  'look-up-without-key': error(
    (p: { readModel: string; field: string; event: string }) => `"${p.readModel}" has a row for each "${p.field}", and "${p.event}" has none to look up by.`,
    (p) => `Say which row: \`{ ${p.readModel}: { ${p.field}: … } }\`.`,
  ),
  'if-refused-without-command': error((p: { policy: string }) => `"${p.policy}" says what to do if it is refused, but sends no command that could be.`),
  'command-without-sender': warning(
    (p: { command: string }) => `Nobody can send "${p.command}": no actor does it, and no policy sends it.`,
    () => 'Say who sends it with `by:`, or name it under the `then` of a policy.',
  ),
  'event-never-happens': warning(
    (p: { event: string }) => `Nothing leads to "${p.event}": no command names it under \`then\`. A scenario that tells of it does not make it happen.`,
    (p) => `Name it under the \`then\` of the command that leads to "${p.event}".`,
  ),
  'policy-never-set-off': warning(
    (p: { policy: string; events: string }) => `"${p.policy}" waits here for what never happens: no command leads to ${p.events}.`,
    () => 'Let a command lead to it, or name the event that is meant.',
  ),
  'sent-twice': warning(
    (p: { message: string; event: string; policy: string; other: string }) => `Whenever "${p.event}" happens, ${p.policy === p.other ? `"${p.policy}" sends "${p.message}" twice` : `"${p.policy}" and "${p.other}" both send "${p.message}"`}, with the same values and under the same condition: it is done two times.`,
    () => 'Take one of them away. If it is to happen two times, say so under `accepted:`.',
  ),
  'request-without-sender': warning(
    (p: { request: string; system: string }) => `No policy asks "${p.system}" for "${p.request}".`,
    (p) => `Name "${p.request}" under the \`then\` of a policy, or take it away.`,
  ),
  'report-unheard': warning(
    (p: { event: string; system: string }) => `"${p.system}" reports "${p.event}", and nobody takes notice: no policy reacts to it, and no read model is made from it.`,
    (p) => `Name "${p.event}" under the \`whenever\` of a policy or the \`from\` of a read model.`,
  ),
  'actor-without-part': warning(
    (p: { actor: string }) => `"${p.actor}" does nothing and looks at nothing: no command is \`by\` them, and they have no \`views\`.`,
    (p) => `Name "${p.actor}" under the \`by\` of a command, or say what they look at with \`views:\`.`,
  ),
  'read-model-without-reader': warning(
    (p: { readModel: string }) => `Nobody looks at "${p.readModel}": it is among no actor's \`views\`, and no policy looks it up.`,
    () => 'Name it under the `views` of the actor who asks its question.',
  ),
  'function-is-standard': error((p: { name: string }) => `"${p.name}" is a function that expressions have already, so no other one can be called that.`, () => 'Find another name, which says more of what it is about.'),
  'function-never-called': warning((p: { function: string }) => `No rule and no value calls "${p.function}".`, (p) => `Call it where it decides something, like \`${p.function.slice(0, 1).toLowerCase()}${p.function.slice(1)}(…)\`, or take it away.`),
  'type-never-used': warning((p: { type: string }) => `No field is a "${p.type}".`, () => 'Give it to the field that it was made for, or take it away.'),
  'member-never-set': warning(
    (p: { member: string; type: string }) => `Nothing ever becomes "${p.member}": no value names this "${p.type}", and nobody may enter one.`,
    (p) => `Set it where it comes about, like \`sets: { … : ${p.member} }\`, or take it away.`,
  ),
  'state-never-read': warning(
    (p: { field: string; aggregate: string }) => `"${p.aggregate}" remembers "${p.field}" for nothing: no rule, no value and no invariant of it reads the field.`,
    () => 'Take it out of `state`; what people look at belongs to a read model, which has its own fields.',
  ),
  'field-never-used': warning(
    (p: { field: string; command: string; events: readonly string[] }) => `"${p.command}" asks for "${p.field}" and does nothing with it: no rule and no \`if\` reads it, and ${p.events.length === 0 ? 'no event takes it over' : `${p.events.map((name) => `"${name}"`).join(' and ')} ${p.events.length === 1 ? 'does' : 'do'} not take it over`}.`,
    (p) => `Give ${p.events.length === 1 ? `"${p.events[0]}"` : 'an event'} a field of the same name and type, ask for it in a rule, or take it away.`,
  ),
  'field-never-filled': warning(
    (p: { field: string; of: string; from: string; how: string }) => `"${p.field}" of "${p.of}" is always missing: it comes from nowhere, neither by itself from ${p.from} nor as a value.`,
    (p) => `Say where it comes from, like ${p.how}, or take it away.`,
  ),
  'command-never-tried': warning(
    (p: { command: string; events: readonly string[]; refusals: readonly string[] }) => `No scenario tries "${p.command}"${shownBesides(p.events, p.refusals)}.`,
    (p) => `Add a scenario with \`when:\` ${p.command}.`,
  ),
  'rule-never-shown': warning(
    (p: { command: string; refusal: string }) => `No scenario shows "${p.command}" refused as "${p.refusal}".`,
    (p) => `Add one with \`when:\` ${p.command} and \`then: { refused: ${p.refusal} }\`.`,
  ),
  'event-never-shown': warning(
    (p: { event: string }) => `No scenario shows "${p.event}" happening. Under \`given\` it is only told.`,
    (p) => `Add a scenario with \`then:\` ${p.event}.`,
  ),
  'policy-never-shown': warning(
    (p: { policy: string }) => `No scenario shows "${p.policy}" doing anything.`,
    (p) => `Add one under "${p.policy}" whose \`then\` lists what it sends.`,
  ),
  'rules-refuse-everything': error(
    (p: { command: string; condition: string; others: readonly string[]; limits: readonly string[]; certain: boolean }) => `"${p.command}" is always refused: \`${p.condition}\` never holds${together(p.others, p.limits)}.`,
    (p) => (p.certain ? 'Change the one that is wrong.' : 'Change the one that is wrong. Where this command is there to mend what was stored before that was asked for, accept this warning.'),
  ),
  'rule-never-refuses': warning(
    (p: { refusal: string; condition: string; others: readonly string[]; limits: readonly string[] }) => `This rule never refuses anything: \`${p.condition}\` always holds${together(p.others, p.limits)}.`,
    () => 'Take it away, or ask for more.',
  ),
  'invariants-exclude-each-other': error(
    (p: { aggregate: string; condition: string; others: readonly string[]; limits: readonly string[] }) => `Nothing can be a "${p.aggregate}": \`${p.condition}\` never holds${together(p.others, p.limits)}.`,
    () => 'Change the one that is wrong.',
  ),
  'condition-never-holds': warning(
    (p: { key: string; condition: string; consequence: string; others: readonly string[]; limits: readonly string[] }) => `This \`${p.key}\` never holds, so ${p.consequence}: \`${p.condition}\` is never the case${together(p.others, p.limits)}.`,
    () => 'Correct the condition, or take the entry away.',
  ),
  'condition-always-holds': warning(
    (p: { key: string; condition: string; others: readonly string[]; limits: readonly string[] }) => `This \`${p.key}\` says nothing: \`${p.condition}\` always holds${together(p.others, p.limits)}.`,
    () => 'Take it away, or ask for more.',
  ),
  'command-for-anybody': warning(
    (p: { command: string; aggregate: string; actors: readonly string[]; field: string }) => `Any ${eitherOf(p.actors)} may do "${p.command}" to the "${p.aggregate}" of any other: none of its rules asks whose it is.`,
    (p) => `Ask: \`require: actor.id = ${p.field}\`. If that is as it should be, say so under \`accepted:\`.`,
  ),
  'view-for-anybody': warning(
    (p: { readModel: string; aggregate: string; actors: readonly string[]; field: string; has: boolean }) => `Any ${eitherOf(p.actors)} sees in "${p.readModel}" what is about the "${p.aggregate}" of any other: every row is visible to every reader.`,
    (p) => `${p.has ? 'Add' : `Give it the field "${p.field}" and add`} \`visible if: ${p.field} = actor.id\`. If that is as it should be, say so under \`accepted:\`.`,
  ),
  'acceptance-without-effect': warning(
    (p: { code: string; on: string; others: readonly string[] }) => `There is no warning "${p.code}" about "${p.on}" any more, so there is nothing to accept.${p.others.length === 0 ? '' : ` It is given about ${p.others.map((name) => `"${name}"`).join(', ')}.`}`,
    () => 'Take this entry away, or correct its `on`.',
  ),
  'accepted-twice': warning(
    (p: { code: string; on: string }) => `"${p.code}" about "${p.on}" is accepted already.`,
    () => 'Take one of the two entries away, and keep the reason that holds.',
  ),
  'acceptance-of-unknown-code': error(
    (p: { code: string; nearest: string | undefined; certain: boolean }) => `There is no warning "${p.code}".${orNearest(p.nearest)}`,
    () => 'The code of a warning stands before its sentence.',
    (p, span) => (p.certain ? rename(span, p.code, p.nearest) : undefined),
  ),
  'acceptance-of-error': error(
    (p: { code: string }) => `"${p.code}" is an error, and errors can not be accepted.`,
    () => 'Put it right, and take this entry away.',
  ),
  'endless-loop': error(
    (p: { steps: string }) => `This never stops: ${p.steps}.`,
    () => 'Put an `if` on one of these steps, so that the chain comes to an end.',
  ),
  'not-a-moment': error((p: { written: string }) => `"${p.written}" is no moment.`, () => 'Write a date, like 2026-03-27, or a date and time, like 2026-03-27T09:30:00Z.'),
  'example-value': error(
    (p: { field: string; wanted: string; written: string; number?: string; duration?: string }) => `"${p.field}" must be ${p.wanted}, and here it is ${p.written}.`,
    (p) => (p.duration !== undefined ? `Write ${p.duration}.` : p.number === undefined ? undefined : `Write ${p.number} alone: what is counted goes without saying.`),
    (p, span) => ((p.duration ?? p.number) === undefined ? undefined : replace(span, p.duration ?? p.number ?? '')),
  ),
  'example-breaks-limit': error((p: { sentence: string }) => `${p.sentence}.`),
  'example-incomplete': error(
    (p: { message: string; fields: readonly { readonly name: string; readonly type: string }[] }) => `This "${p.message}" lacks ${p.fields.map(({ name }) => `"${name}"`).join(', ')}. An example under \`given\` or \`when\` is complete.`,
    (p) => `Add ${p.fields.map(({ name, type }) => `\`${name}: …\` (${type})`).join(' and ')}.`,
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
  'refused-by-lifecycle': error(
    (p: { command: string; aggregate: string; standing: 'not begun' | 'begun' | 'ended'; refusal: string }) => `"${p.command}" is refused here as "${p.refusal}", because by what is given this "${p.aggregate}" ${lifeInWords(p.standing)}.`,
    (p) => `Say \`then: { refused: ${p.refusal} }\`, or change what is given.`,
  ),
  'not-refused-by-lifecycle': error(
    (p: { command: string; aggregate: string; standing: 'not begun' | 'begun' | 'ended'; refusal: string }) => `"${p.command}" is not refused here as "${p.refusal}": by what is given this "${p.aggregate}" ${lifeInWords(p.standing)}.`,
    () => 'Say what it is refused as, or change what is given.',
  ),
  'outcome-never-comes': error(
    (p: { sentence: string; comes: string }) => `${p.sentence}.`,
    (p) => (p.comes === '' ? 'Nothing comes of it: say `then: nothing`, or name it under a `then` in the model.' : `It leads to ${p.comes}. Say so here, or name what is meant under a \`then\` in the model.`),
  ),
  'outcome-comes-later': error(
    (p: { policy: string; message: string; event: string; after: string }) => `"${p.policy}" sends "${p.message}" only ${p.after} after "${p.event}".`,
    (p) => `Put "${p.event}" under \`given\`, and write \`when: { time passes: ${p.after} }\`.`,
  ),
  'outcome-left-out': error(
    (p: { why: string; missing: string }) => `${p.missing} is missing here: ${p.why}, and this scenario lists all that comes.`,
    (p) => `Add ${p.missing} here, or put an \`if\` on it in the model.`,
  ),
  'nothing-to-refuse': error(
    (p: { place: 'policy' | 'read model' | 'system' }) => `Nothing is refused here: ${NOTHING_REFUSED[p.place]}.`,
    () => 'Only a command that stands under `when` is refused: move the scenario to its aggregate, or say what comes of it.',
  ),
  'given-of-another-aggregate': error(
    (p: { event: string; aggregate: string }) => `"${p.event}" is no event of "${p.aggregate}", and a scenario inside an aggregate is about its own past only.`,
    () => 'Take it away, or move the scenario to the top of the model.',
  ),
  'actor-may-not': warning(
    (p: { actor: string; command: string; actors: readonly string[] }) => `"${p.actor}" may not do "${p.command}": that is for ${eitherOf(p.actors)}.`,
    (p) => `Name one of those here, or add "${p.actor}" to the \`by\` of "${p.command}".`,
  ),
  'row-not-named': error(
    (p: { readModel: string; fields: string }) => `This row of "${p.readModel}" has no ${p.fields}, so it is not clear which row is meant.`,
    () => 'Name its key, or write it as the only row.',
  ),
  'row-twice': error(
    (p: { readModel: string; key: string }) => `This row of "${p.readModel}" stands here twice: ${p.key} tells one row from another.`,
    () => 'Bring the two together, or correct the key of one of them.',
  ),
};

const NOTHING_REFUSED = {
  policy: 'what a policy sends is written down in its scenarios, and not done',
  'read model': 'a read model only looks at what has happened',
  system: 'what has happened is not asked, and time only passes',
} as const;

/** Of an instance, behind its name. */
function lifeInWords(standing: 'not begun' | 'begun' | 'ended'): string {
  switch (standing) {
    case 'not begun':
      return 'has not begun';
    case 'begun':
      return 'has begun and not ended';
    case 'ended':
      return 'has ended';
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** "customer or clerk" */
function eitherOf(actors: readonly string[]): string {
  return actors.map((name) => `"${name}"`).join(' or ');
}

/** What nobody sees either while nobody tries a command. */
function shownBesides(events: readonly string[], refusals: readonly string[]): string {
  const parts = [...(events.length === 0 ? [] : [`that it leads to ${quoted(events)}`]), ...(refusals.length === 0 ? [] : [`that it can be refused as ${quoted(refusals)}`])];
  return parts.length === 0 ? '' : `, so nobody sees ${parts.join(' and ')}`;
}

/** What a condition comes to nothing, or goes without saying, together with. */
function together(others: readonly string[], limits: readonly string[]): string {
  const parts = [...others.map((other) => `\`${other}\``), ...limits];
  return parts.length === 0 ? '' : ` where ${parts.join(' and ')}`;
}
