import { error, orNearest } from '../code.ts';
import { type Fix, rename } from '../fix.ts';
import type { Span } from '../span.ts';

/** Mistakes in names: nobody knows them, two things have one, or they are no names. */
export const nameCodes = {
  'unknown-name': error(
    (p: { name: string; wanted: string; nearest: string | undefined; certain?: boolean; several?: readonly string[]; known: readonly string[] }) => `There is no ${p.wanted} called "${p.name}".${orNearest(p.nearest)}`,
    (p) => (p.several !== undefined && p.several.length > 0 ? `These are ${p.several.length} names: where several can stand, write them as a list, [${p.several.join(', ')}].` : p.nearest !== undefined || p.known.length === 0 ? undefined : `There is: ${p.known.join(', ')}.`),
    renameToNearest,
  ),
  'declared-under-another-name': error(
    (p: { name: string; kind: string; used: string }) => `This ${p.kind} is called "${p.name}" here, and elsewhere it is "${p.used}".`,
    (p) => `Call it "${p.used}" here, or "${p.name}" everywhere.`,
    (p, span) => rename(span, p.name, p.used),
  ),
  'wrong-kind-of-name': error(
    (p: { name: string; is: string; place: string; wanted: string; nearest: string | undefined; certain?: boolean }) => `"${p.name}" is ${p.is}, and ${p.place} wants ${p.wanted}.${orNearest(p.nearest)}`,
    undefined,
    renameToNearest,
  ),
  'unknown-field': error(
    (p: { name: string; owner: string; nearest: string | undefined; certain?: boolean; known: readonly string[] }) => `${p.owner} has no field "${p.name}".${orNearest(p.nearest)}`,
    (p) => (p.nearest !== undefined ? undefined : p.known.length === 0 ? 'It has no fields.' : `Its fields are: ${p.known.join(', ')}.`),
    renameToNearest,
  ),
  'unknown-type': error(
    (p: { name: string; nearest: string | undefined; certain?: boolean; own: readonly string[] }) => `There is no type called "${p.name}".${orNearest(p.nearest)}`,
    (p) => (p.nearest === undefined ? `Take ${ownTypes(p.own)}text, whole number, decimal, yes or no, date, date and time, duration or identifier, or describe the type under \`types\`.` : undefined),
    renameToNearest,
  ),
  'name-twice': error((p: { name: string; kind: string; otherKind: string }) =>
    p.kind === p.otherKind ? `"${p.name}" is the name of ${p.kind} already; each name stands for one thing only.` : `"${p.name}" is ${p.kind} here and ${p.otherKind} elsewhere; each name stands for one thing only.`, () => 'Give one of them another name.'),
  'names-too-alike': error((p: { name: string; other: string }) => `"${p.name}" and "${p.other}" are too much alike: they differ in nothing but blanks, signs, or large and small letters.`, () => 'Give one of them another name.'),
  'fields-too-alike': error((p: { name: string; other: string; owner: string }) => `${p.owner} has a field "${p.other}" already, and "${p.name}" differs from it in nothing but blanks, signs, or large and small letters.`, () => 'Give one of them another name.'),
  'name-empty': error(() => 'A name is missing here: there is nothing between the quotes.'),
  'name-without-letters': error((p: { name: string }) => `"${p.name}" has no letter and no digit in it, so it can not be a name.`),
  'name-too-long': error((p: { length: number; most: number }) => `This name has ${p.length} characters, and a name has at most ${p.most}.`, () => 'Shorten it, and put the rest under `about`.'),
  'name-kept-for-the-language': error((p: { name: string }) => `"${p.name}" has a meaning of its own in a model, so nothing can be called that.`, () => 'Give it another name.'),
  'field-name-with-keyword': error((p: { name: string; word: string }) => `The name "${p.name}" has the word "${p.word}" in it, which has a meaning of its own in expressions.`, () => 'Find a name without this word: an expression could not tell the two apart.'),
  'field-name-with-sign': error((p: { name: string; sign: string; instead: string | undefined }) => `The name "${p.name}" has "${p.sign}" in it, and only letters, digits and blanks can be told from the signs of an expression.`, (p) =>
    p.instead === undefined ? undefined : `Call it "${p.instead}", for example.`),
  'field-name-with-digit-first': error((p: { name: string }) => `The name "${p.name}" begins with a digit, so an expression would take it for a number.`, () => 'Begin it with a letter.'),
  'member-is-field-too': error((p: { member: string; owner: string; type: string }) =>
    `${p.owner} has a field "${p.member}" of the type ${p.type}, and "${p.member}" is one of that type's own names, so an expression could not tell which is meant.`, () => 'Give the field another name.'),
  'member-twice': error((p: { name: string }) => `"${p.name}" stands in this list twice.`, () => 'Delete one of them.'),

  'url-taken-by-server': error((p: { name: string; kind: string; path: string }) => `The ${p.kind} "${p.name}" would be found at "/${p.path}", and "/${p.path}" is an address of the server itself.`, () => 'Give it another name.'),
  'file-name-taken': error((p: { name: string; kind: string; file: string }) => `The ${p.kind} "${p.name}" would be written to "${p.file}", a name that is kept for something else.`, () => 'Give it another name.'),
  'type-name-is-basic': error((p: { name: string }) => `"${p.name}" is a type that is always there, so no other type can be called that.`),
  'type-made-of-itself': error((p: { path: string }) => `This type is made of itself: ${p.path}.`, () => 'Say for one of them which basic type it is, such as text or decimal.'),
  'type-not-basic': error((p: { name: string; why: string }) => `A type with limits is made of a basic type, and ${p.why}.`, () => 'Write `is: text` or the like here; a field can then be optional.'),
  'optional-twice': error(() => '"optional" stands here twice; once is enough.'),
  'limit-on-wrong-type': error((p: { limit: string; type: string; fits: string }) => `"${p.limit}" has no meaning for ${p.type}; it is for ${p.fits}.`),
  'limit-on-one-of': error((p: { limit: string }) => `A type with "one of" has nothing but its names, so "${p.limit}" has no meaning here.`),
  'loose-in-design': error((p: { name: string }) => `"${p.name}" belongs to no aggregate, and in a design every event and every command does.`, () => 'Move it to its aggregate; or say how far the storm has come: `level: big picture`.'),
  'limit-on-record': error((p: { limit: string; type: string }) => `"${p.type}" is made of fields, so "${p.limit}" has no meaning here.`, () => 'Give the limit to the type of one of its fields.'),
  'record-without-fields': error((p: { type: string }) => `"${p.type}" has no fields.`, () => 'Write them below `with`, each with its type.'),
  'identity-composed': error((p: { name: string; is: string }) => `"${p.name}" is ${p.is}, and can not tell one instance from another.`, () => 'Choose a field with a single value: a text, a number, an identifier.'),
  'key-field-composed': error((p: { field: string; is: string }) => `"${p.field}" is ${p.is}, and can not tell one row from another.`, () => 'Choose fields with a single value: texts, numbers, dates, identifiers.'),
  'not-a-delay': error((p: { written: string }) => `"${p.written}" is no length of time.`, () => 'Write whole days, hours or minutes: `30 days`, `1 hour`, `15 minutes`.'),
  'not-a-schedule': error((p: { written: string }) => `"${p.written}" does not say when.`, () => 'Write `day at 02:00`, `Monday at 09:00`, `month on 1 at 06:00` (up to 28, which every month has), or what goes into a day without a rest: `hour`, `15 minutes`.'),
  'unless-of-another-instance': error((p: { event: string; aggregate: string; whenever: string }) => `"${p.event}" happens to "${p.aggregate}", and so it does not tell which "${p.whenever}" is to be called off.`, () => 'Name events of the same aggregate; or leave `unless` out, and ask with `if` when the time has come.'),
  'earlier-version-missing': error((p: { event: string; version: number; current: number }) => `This is version ${p.current} of "${p.event}", and nobody says what version ${p.version} was like.`, (p) => `Write it below \`earlier versions\`: \`${p.version}: { with: { … }, becomes: { … } }\`.`),
  'versions-out-of-order': error((p: { written: string; wanted: number }) => `Earlier versions stand one after the other from 1 on, and here ${p.wanted} would be next instead of "${p.written}".`),
  'version-not-earlier': error((p: { version: number; current: number }) => `${p.version} is no earlier version: the event itself has version ${p.current}.`, (p) => `Write \`version: ${p.version + 1}\` beside \`earlier versions\`.`),
  'key-beside-where': error(() => '`where` says which rows are meant, so there is no key to be said.', () => 'Leave one of the two out.'),
  'where-of-single': error((p: { readModel: string }) => `"${p.readModel}" has only one row, so \`where\` has none to choose from.`, () => 'Write `if` instead.'),
  'time-passes-for-nobody': error((p: { place: 'aggregate' | 'read model' }) => `Nothing happens in ${p.place === 'aggregate' ? 'an aggregate because time passes: it waits for commands' : 'a read model because time passes: it waits for events'}.`, () => 'Write it as a line of `given`, before what happens then. What a policy does when its time has come is shown at the policy, or at the top of the model.'),
  'limit-not-a-value': error((p: { limit: string; written: string; wants: string }) => `"${p.limit}" wants ${p.wants} here, and "${p.written}" is none.`),
  'limit-too-many-digits': error((p: { limit: string; written: string; digits: number }) => `"${p.written}" has more digits after the point than the ${p.digits} of this type.`),
  'limits-leave-nothing': error((p: { low: string; high: string }) => `No value is allowed by both \`${p.low}\` and \`${p.high}\`.`),
  'limit-wider-than-its-type': error((p: { limit: string; written: string; type: string; theirs: string }) => `"${p.limit}: ${p.written}" allows more than the type "${p.type}" it is made of, which has "${p.limit}: ${p.theirs}".`),
  'limit-said-twice': error((p: { one: string; other: string }) => `Both "${p.one}" and "${p.other}" limit the same end; one of them is enough.`),
  'pattern-broken': error((p: { reason: string }) => `This pattern can not be read: ${p.reason}.`),
  'pattern-not-common': error((p: { written: string }) => `"${p.written}" is not understood everywhere a pattern is used.`, () => 'Use letters, digits, [ ], ( ), |, ., and {2} or + * ? behind them.'),
  'pattern-with-ends': error((p: { sign: string }) => `"${p.sign}" is not needed: a pattern is always about the whole text.`, (p) => `Leave out "${p.sign}"; for the sign itself write \\${p.sign}.`),
  'pattern-too-slow': error(() => 'This pattern repeats something that repeats itself, and could take very long on some texts.', () => 'Repeat one thing at a time.'),
  'example-does-not-fit': error((p: { written: string; why: string }) => `The example "${p.written}" ${p.why}.`),

  'identity-not-in-state': error((p: { name: string; aggregate: string; nearest: string | undefined; certain?: boolean }) => `"${p.name}" is no field of the state of "${p.aggregate}".${orNearest(p.nearest)}`, (p) => (p.nearest === undefined ? 'Add it to `state`, with its type.' : undefined), renameToNearest),
  'identity-optional': error((p: { name: string }) => `"${p.name}" tells one from another, so it can not be optional.`),
  'identity-of-another-type': error((p: { name: string; type: string; owner: string }) => `${p.owner} carries "${p.name}" without saying so, as ${p.type}; here it has another type.`, () => 'Leave it out here.'),
  'identity-not-set': error((p: { name: string; owner: string }) => `"${p.name}" tells one "${p.owner}" from another and is there by itself; it is never set.`, () => 'Leave it out here.'),
  'event-of-another-aggregate': error((p: { event: string; aggregate: string; place: string }) => `"${p.event}" is an event of "${p.aggregate}", and ${p.place} names events of its own aggregate only.`, () => 'What another aggregate is to do is said by a policy.'),
  'command-of-another-aggregate': error((p: { command: string; aggregate: string }) => `"${p.command}" is a command of "${p.aggregate}", and a scenario inside an aggregate is about its own commands.`, () => 'Move the scenario there, or to the top of the model.'),
  'name-listed-twice': error((p: { name: string }) => `"${p.name}" stands here twice.`, () => 'Delete one of them.'),
  'begins-and-ends': error((p: { event: string }) => `"${p.event}" can not be both a beginning and an end.`),
  'key-field-in-sets': error((p: { field: string; readModel: string }) => `"${p.field}" is the key of "${p.readModel}", which says which row is meant, so \`sets\` can not change it.`, (p) => `Say under \`key\` where it comes from: key: { ${p.field}: … }`),
  'not-a-key-field': error((p: { field: string; readModel: string; keys: readonly string[] }) => `"${p.field}" is no key of "${p.readModel}".`, (p) => (p.keys.length === 0 ? 'It has only one row, and no key.' : `Its key is: ${p.keys.join(', ')}.`)),
  'key-of-single': error((p: { readModel: string }) => `"${p.readModel}" has only one row, so no key can choose among them.`, (p) => `Write only its name: "${p.readModel}".`),
  'key-field-optional': error((p: { field: string }) => `"${p.field}" is part of the key, so it can not be optional.`),
  'nothing-set-when-removed': error(() => 'This event takes the row away, so nothing can be set in it.'),
  'unknown-time-zone': error((p: { name: string; nearest: string | undefined; certain?: boolean }) => `There is no time zone called "${p.name}".${orNearest(p.nearest)}`, () => 'Time zones are called like Europe/Amsterdam or UTC.', renameToNearest),
  'rows-want-fields': error((p: { readModel: string }) => `A row of "${p.readModel}" is given by its fields and their values.`, () => 'For example: - { owner: Ada }'),
  'value-not-given': error((p: { field: string }) => `"${p.field}" has no value here.`, () => 'Write its value behind the colon.'),
  'values-want-fields': error((p: { name: string; found: string }) => `What belongs to "${p.name}" is given by fields and their values, and here stands ${p.found}.`, (p) => `For example: ${p.name}: { owner: Ada }`),
};

function renameToNearest(p: { readonly name: string; readonly nearest: string | undefined; readonly certain?: boolean }, span: Span): Fix | undefined {
  return p.certain === true ? rename(span, p.name, p.nearest) : undefined;
}

/** Those of the model, before those of the language. */
function ownTypes(names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, 8).map((name) => `"${name}"`).join(', ');
  return `${shown}${names.length > 8 ? ` or another of the model's own types` : ''}, or `;
}
