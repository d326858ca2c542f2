import { error, orNearest, warning } from '../code.ts';
import { type Fix, rename, replace, replaceInExpression, writtenAt } from '../fix.ts';
import type { Span } from '../span.ts';

/** Mistakes inside an expression: how it is written, what its names mean, and whether its parts go together. */
export const feelCodes = {
  'nothing-written': error(() => 'An expression is missing here.'),
  'expression-too-long': error((p: { most: number }) => `This expression has more than ${p.most} words and signs.`, () => 'Split it: put a part of it into a rule, or a field, of its own.'),
  'expression-too-deep': error((p: { most: number }) => `In this expression more than ${p.most} things stand inside one another.`, () => 'Look for brackets that are too many, or split it.'),
  'bracket-not-closed-in-expression': error((p: { open: string; close: string }) => `"${p.open}" is opened here, and "${p.close}" is missing.`, (p) => `Put "${p.close}" where it ends.`),
  'bracket-not-opened-in-expression': error((p: { close: string; open: string }) => `"${p.close}" closes something here, but there is no "${p.open}" before it.`, (p) => `Delete "${p.close}", or put "${p.open}" where it begins.`),
  'text-not-closed': error((p: { text: string }) => 'This text begins with " and the closing " is missing.', (p) => `Put " behind the last word: "${p.text.trim()}"`),
  'text-in-other-quotes': error((p: { text: string }) => 'Text in an expression stands in straight double quotes.', (p) => `Write "${p.text}".`, (p, span) => replaceInExpression(span, `"${p.text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)),
  'sign-of-other-language': error((p: { sign: string; instead: string }) => `"${p.sign}" is not used here.`, (p) => `Write \`${p.instead}\`.`, (p, span) => (/^[-+]=$/.test(p.sign) ? undefined : replaceInExpression(span, apart(span, p.instead)))),
  'sign-without-meaning': error((p: { sign: string }) => `"${p.sign}" has no meaning in an expression.`, (p) => (/\p{Sc}/u.test(p.sign) ? 'An amount of money is a number: leave the sign out.' : 'If it belongs to a text, put the text in double quotes.')),
  'signs-in-a-row': error((p: { written: string; instead: string | undefined }) => `"${p.written}" is more than one sign.`, (p) => (p.instead === undefined ? 'Leave one of them.' : `Write \`${p.instead}\`.`), (p, span) => (p.instead === undefined ? undefined : replaceInExpression(span, p.instead))),
  'date-without-quotes': error((p: { written: string }) => `"${p.written}" is read as one number ${p.written.includes('/') ? 'divided by' : 'minus'} others.`, (p) => `A date is written ${p.written.includes('/') ? 'with its year first, date("2026-11-23")' : `date("${p.written}")`}.`, (p, span) => (p.written.includes('/') ? undefined : replaceInExpression(span, `date("${p.written}")`))),
  'exclamation-mark': error((p: { operand: string }) => '"!" is not used here to say that something does not hold.', (p) => `Write not(${p.operand}).`, (p, span) => negated(p.operand, span)),
  'percent-sign': error(() => '"%" has no meaning in an expression.', () => 'One percent of an amount is `amount / 100`; what remains after a division is `modulo(a, b)`.'),
  'plus-sign-alone': error((p: { operand: string }) => 'A "+" stands between two values, and there is none before it.', (p) => `Write ${p.operand} without it.`, (_, span) => (writtenAt(span) === '+' ? replace(span, '') : undefined)),
  'keyword-in-capitals': error((p: { written: string; keyword: string }) => `"${p.written}" is written in small letters here.`, (p) => `Write \`${p.keyword}\`.`, (p, span) => replace(span, p.keyword)),
  'something-missing-after': error((p: { sign: string }) => `Something is missing after \`${p.sign}\`.`),
  'something-missing-before': error((p: { sign: string }) => `Something is missing before \`${p.sign}\`.`),
  'operator-missing': error((p: { before: string; after: string }) => `Something is missing between \`${p.before}\` and \`${p.after}\`: a sign like \`+\` or \`=\`, or a word like \`and\`.`),
  'does-not-belong': error((p: { found: string }) => `\`${p.found}\` does not belong here.`),
  'if-incomplete': error((p: { found: string }) => `Something is missing before \`${p.found}\`.`, () => 'Write `if … then … else …`, with something for each.'),
  'if-without-else': error(() => 'This `if` does not say what holds otherwise.', () => 'Write `if … then … else …`.'),
  'in-without-brackets': error((p: { first: string }) => 'Behind `in` several values stand in brackets.', (p) => `Write \`in (${p.first}, …)\`.`),
  'between-without-and': error(() => '`between` wants two bounds.', () => 'Write `… between 1 and 100`.'),
  'comma-in-number': error(() => 'A number has a point before its fraction, not a comma, and nothing between its thousands.', () => 'Write 0.5 for a half, and 1000 for a thousand.', (_, span) => (writtenAt(span) === ',' && /^(?!\d{3}(?!\d))\d/.test(behind(span)) ? replace(span, '.') : undefined)),
  'whole-number-too-large': error((p: { most: string }) => `A whole number is at most ${p.most}, and this one is beyond that.`),
  'number-too-long': error((p: { most: number }) => `This number has more than ${p.most} digits.`),
  'comparison-without-left': error((p: { written: string }) => `It is not said what is compared here.`, (p) => `Write it before the sign, for example \`amount ${p.written}\`.`),
  'comparisons-chained': error((p: { first: string; second: string }) => 'Two comparisons can not hang together like this.', (p) => `Write \`${p.first} and ${p.second}\`.`),
  'not-supported-in-expression': error((p: { what: string }) => `\`${p.what}\` is not supported here yet.`),

  'unknown-name-in-expression': error((p: { name: string; nearest: string | undefined; certain?: boolean }) => `Nothing here is called "${p.name}".${orNearest(p.nearest)}`, undefined, renameToNearest),
  'unknown-owner': error((p: { name: string; nearest: string | undefined; certain?: boolean; owners: readonly string[] }) => `Nothing here is called "${p.name}".${orNearest(p.nearest)}`, (p) =>
    p.owners.length === 0 ? undefined : `Before a dot can stand: ${p.owners.join(', ')}.`, renameToNearest),
  'unknown-field-of-owner': error((p: { owner: string; field: string; nearest: string | undefined; certain?: boolean; fields: readonly string[] }) => `"${p.owner}" has no "${p.field}".${orNearest(p.nearest)}`, (p) =>
    p.fields.length === 0 ? undefined : `It has ${p.fields.join(', ')}.`, (p, span) => (p.certain === true ? rename(span, p.field, p.nearest) : undefined)),
  'owner-without-field': error((p: { owner: string; fields: readonly string[] }) => `"${p.owner}" is not a value by itself.`, (p) => (p.fields.length === 0 ? undefined : `Say what of it, for example \`${p.owner}.${p.fields[0] ?? ''}\`.`)),
  'no-parts': error((p: { value: string; is: string; part: string }) => `"${p.value}" is ${p.is}, and has no "${p.part}".`, (p) => (/^(?:length|size|count)$/i.test(p.part) && p.is === 'text' ? `How long a text is says \`string length(${p.value})\`.` : undefined)),
  'count-of-one': warning((p: { written: string; is: string }) => `"${p.written}" is ${p.is} and no list, so its count is always 1.`, (p) => (p.is === 'text' ? `How long a text is says \`string length(${p.written})\`.` : undefined)),
  'no-infix': error((p: { name: string; before: string; after: string }) => `\`${p.name}\` stands before what it looks at, with brackets around.`, (p) => `Write \`${p.name}(${p.before}, ${p.after})\`.`, (p, span) => replaceInExpression(span, `${p.name}(${p.before}, ${p.after})`)),
  'not-in-between': error((p: { word: string; before: string }) => `"not ${p.word}" is written around all of it here.`, (p) => `Write \`not(${p.before} ${p.word} …)\`.`),
  'missing-in-words': error((p: { written: string; instead: string }) => `"${p.written}" is written with a sign here.`, (p) => `Write \`${p.instead}\`${p.written.endsWith('empty') ? `, or \`${p.instead.replace('null', '""')}\` for a text with nothing in it` : ''}.`, (p, span) => (p.written.endsWith('empty') ? undefined : replaceInExpression(span, p.instead))),
  'function-without-brackets': error((p: { name: string; call: string }) => `"${p.name}" is a function, which has a value only where it is called.`, (p) => `Write \`${p.call}\`.`),
  'function-not-here': error(
    (p: { name: string }) => `"${p.name}" can not be called here: what stands here is computed again whenever somebody looks at what has happened, and if the function is changed one day, that would change as well.`,
    () => 'Call it in the command or the policy, and give an event a field for what comes out.',
  ),
  'unknown-function': error((p: { name: string; nearest: string | undefined; certain?: boolean }) => `There is no function "${p.name}".${orNearest(p.nearest)}`, undefined, renameToNearest),
  'unknown-member': error((p: { name: string; members: readonly string[]; nearest: string | undefined; certain?: boolean }) => `"${p.name}" is none of ${p.members.join(', ')}.${orNearest(p.nearest)}`, undefined, renameToNearest),
  'member-out-of-place': error((p: { member: string; type: string }) => `"${p.member}" is one of the words of "${p.type}", and what stands beside it is of another type.`),
  'member-as-condition': error((p: { member: string; type: string }) => `"${p.member}" is one of the words of "${p.type}", and no condition by itself.`, (p) => `Compare it like the others, \`… = ${p.member}\`, or write \`… in (…, ${p.member})\`.`),
  'compared-with-itself': error((p: { name: string; owner: string }) => `Between these brackets "${p.name}" is the item's own on both sides, so it is compared with itself.`, (p) => `For the "${p.name}" of "${p.owner}" write \`${p.owner}.${p.name}\`.`),
  'member-in-quotes': error((p: { written: string; type: string }) => `The words of "${p.type}" are written without quotes.`, (p) => `Write ${p.written}.`, (p, span) => replaceInExpression(span, p.written)),
  'name-in-quotes': error((p: { name: string }) => `"${p.name}" in quotes is nothing but a text; the field of that name is written without them.`, (p) => `Write ${p.name}.`, (p, span) => replaceInExpression(span, p.name)),
  'text-without-quotes': error((p: { text: string; whole: boolean }) => `Nothing here is called "${p.text}". If it is meant as text, it needs ${p.whole ? 'quotes of its own inside the quotes of the line' : 'double quotes'}.`, (p) => (p.whole ? `Write '"${p.text.replaceAll("'", "''")}"'.` : `Write "${p.text}".`), (p, span) => replaceInExpression(span, `"${p.text}"`)),
  'not-without-brackets': error(() => '`not` has brackets around what does not hold.', () => 'Write `not(…)`, or compare with `!=`.', (_, span) => (/^not [\p{L}\p{N} ]+$/u.test(writtenAt(span)) ? replace(span, `not(${writtenAt(span).slice(4).trim()})`) : undefined)),
  'is-for-equals': error((p: { written: string }) => `"${p.written}" is written as a sign here.`, () => 'Write `=`, or `!=` for "is not".', (_, span) => isMeant(span)),
  'comparison-in-words': error((p: { written: string; instead: string }) => `"${p.written}" is written as a sign here.`, (p) => `Write \`${p.instead}\`.`, (p, span) => replaceInExpression(span, p.instead)),
  'unit-in-expression': error((p: { unit: string; number: string }) => `A number stands without its unit here, so "${p.unit}" does not belong to it.`, (p) => `Write ${p.number} alone.`, (_, span) => withoutUnit(span)),
  'duration-in-words': error((p: { written: string; duration: string }) => `A length of time like "${p.written}" is written as a duration here.`, (p) => `Write duration("${p.duration}"), or ${/^[0-9]+/.exec(p.written)?.[0] ?? 'the number'} alone where a number is meant.`, (p, span) => replaceInExpression(span, `duration("${p.duration}")`)),
  'point-for-thousands': warning((p: { written: string; value: string; instead: string }) => `${p.written} is ${p.value} here: the point sets off decimals.`, (p) => `For ${p.value} thousand write ${p.instead}, else ${p.value}.`),
  'other-word': error((p: { written: string; instead: string }) => `"${p.written}" is \`${p.instead}\` in an expression.`, undefined, (p, span) => replaceInExpression(span, p.instead)),

  'condition-wanted': error((p: { asked: string; written: string; is: string; meant?: string }) => `${p.asked === 'condition' ? 'A condition holds or does not' : `\`${p.asked}\` wants something that holds or does not`}, and \`${p.written}\` is ${p.is}.`, (p) => `Compare it with something, for example \`${p.meant ?? `${p.written} = …`}\`.`),
  'number-wanted': error((p: { asked: string; written: string; is: string }) => `\`${p.asked}\` wants a number, and \`${p.written}\` is ${p.is}.`),
  'whole-number-wanted': error((p: { asked: string; written: string; is: string }) => `\`${p.asked}\` wants a whole number, and \`${p.written}\` is ${p.is}.`),
  'text-wanted': error((p: { asked: string; written: string; is: string }) => `\`${p.asked}\` wants text, and \`${p.written}\` is ${p.is}.`, (p) => `Make it text with \`string(${p.written})\`.`),
  'text-and-other': error((p: { written: string; is: string }) => `Text can only be joined with text, and \`${p.written}\` is ${p.is}.`, (p) => `Make it text with \`string(${p.written})\`.`),
  'wrong-number-of-arguments': error((p: { name: string; least: number; most: number; found: number; ways: readonly (readonly string[])[] }) => `\`${p.name}\` takes ${p.least === p.most ? '' : 'from '}${p.least}${p.least === p.most ? '' : ` to ${p.most}`} ${p.most === 1 ? 'value' : 'values'} between its brackets, and here ${p.found === 1 ? 'is' : 'are'} ${p.found}.`, (p) =>
    p.name.startsWith('round') || p.name === 'decimal' ? `For example \`${p.name}(amount / 100, 2)\`, the second saying how many digits after the point.`
      : p.name === 'sort' ? 'Say which of two comes first: `sort(list, function(a, b) a < b)`.'
        : waysOf(p.name, p.ways)),
  'digits-not-literal': error((p: { name: string; written: string; value: string; most: number }) => `How many digits to round to is written as a number, and \`${p.written}\` is none of ${-p.most} to ${p.most}.`, (p) => `For example \`${p.name}(${p.value}, 2)\`.`),
  'other-arguments': error((p: { name: string; given: string; known: readonly string[] }) => `\`${p.name}\` does not take ${p.given.includes(', ') ? 'these values by these names' : `"${p.given}"`} between its brackets.`, (p) => `They are called ${p.known.join(', ')}; or write the values alone, in their order.`),
  'no-result': error((p: { written: string; why: string }) => `\`${p.written}\` has no result: ${p.why}.`),
  'literal-text-wanted': error((p: { what: string; written: string }) => `${p.what} stands in double quotes, so that it is known to be sound before anything runs, and \`${p.written}\` is no such text.`),
  'pattern-not-supported': error((p: { reason: string }) => `This pattern is not supported here yet: ${p.reason}.`),
  'pattern-unreadable': error((p: { reason: string }) => `This pattern can not be read: ${p.reason}.`),
  'pattern-of-nothing': error((p: { written: string; name: string }) => `\`${p.name}\` wants a pattern that takes at least one character, and ${p.written} is content with none.`, () => 'Use + for "at least one" where * stands for "any number".'),
  'replacement-unreadable': error((p: { written: string }) => `In what \`replace\` puts in, "$" stands before a number, and "\\" before "$" or another "\\". In ${p.written} one stands alone.`, () => 'For the signs themselves write "\\$" and "\\\\".'),
  'separator-wanted': error((p: { written: string; signs: readonly string[] }) => `Here stands ${p.signs.join(' or ')}, or null, and \`${p.written}\` is none of them.`),
  'branches-differ': error((p: { then: string; thenIs: string; otherwise: string; otherwiseIs: string }) => `Behind \`then\` and \`else\` stands the same kind of value, and \`${p.then}\` is ${p.thenIs} while \`${p.otherwise}\` is ${p.otherwiseIs}.`),
  'test-is-condition': error((p: { written: string }) => `Behind \`in\` stand values, and \`${p.written}\` is a condition.`, () => 'Write it beside, joined with `and` or `or`.'),

  'different-kinds': error((p: { left: string; leftIs: string; right: string; rightIs: string; advice: string | undefined }) => `\`${p.left}\` is ${p.leftIs} and \`${p.right}\` is ${p.rightIs}: the two can not be compared.`, (p) =>
    p.advice === undefined ? 'They are different kinds of things: compare each with something of its own kind.' : `Make it text with \`${p.advice}\`.`),
  'different-types': error((p: { left: string; leftIs: string; right: string; rightIs: string }) => `\`${p.left}\` is ${p.leftIs} and \`${p.right}\` is ${p.rightIs}: they never mean the same.`, () => 'Compare it with something of the same type.'),
  'no-order': error((p: { written: string; is: string; operator: string }) => `\`${p.written}\` is ${p.is}, of which none comes before another, so \`${p.operator}\` does not apply.`, () => 'Use `=` or `!=`.'),
  'order-of-null': error((p: { operator: string }) => `\`null\` says that there is no value; \`${p.operator}\` does not apply to it.`, () => 'Use `= null` or `!= null`.'),
  'nothing-used': error(() => '`null` says that there is no value, and here one is needed.'),
  'may-be-missing': error(
    (p: { name: string; list?: string; items?: string }) => (p.list === undefined ? `"${p.name}" is optional, and nobody has asked yet whether there is one.` : `"${p.name}" has no result when ${p.items === undefined ? 'the list is empty' : 'the list has no such place'}.`),
    (p) => (p.list === undefined ? `Ask first: \`${p.name} != null and …\`.` : `Ask first: \`count(${p.list}) ${p.items === undefined ? '> 0' : `>= ${p.items}`} and …\`.${p.name.startsWith('insert before') ? ` To put something in front, write \`concatenate([…], ${p.list})\`.` : ''}`),
  ),
  'is-missing-here': error((p: { name: string }) => `"${p.name}" has no value here: that was just found out.`),
  'divisor-may-be-zero': error((p: { quotient: string; divisor: string }) => `\`${p.quotient}\` has no value when "${p.divisor}" is 0, and nobody has asked yet.`, (p) => `Ask first: \`${p.divisor} != 0 and …\`, or \`if ${p.divisor} != 0 then … else …\`.`),
  'never-missing': warning((p: { name: string }) => `"${p.name}" always has a value, so there is no need to ask.`),
  'same-field-twice': warning(
    (p: { field: string; owner: string; other: string }) => `"${p.field}" alone is that of "${p.owner}", just like "${p.owner}.${p.field}".`,
    (p) => `For that of "${p.other}" write \`${p.other}.${p.field}\`.`,
  ),
  'answered-before': warning((p: { answer: boolean }) => `This always ${p.answer ? 'holds' : 'fails to hold'} here: what stands before has decided it.`),

  'time-arithmetic': error((p: { operator: string; left: string; leftIs: string; right: string; rightIs: string }) => `\`${p.operator}\` does not go with \`${p.left}\`, ${p.leftIs}, and \`${p.right}\`, ${p.rightIs}.`, () =>
    'A duration can be added to a date or a date and time, or taken from it: `due on + duration("P7D")`; the difference of two of a kind is a duration.'),
  'months-in-duration': error((p: { written: string }) => `Months and years are of different lengths, so that "${p.written}" can not be measured in days and hours.`, () => 'Count in days, like duration("P30D"), or compare dates: `lent on + duration("P1M") < today`.'),
  'not-for-function': error((p: { name: string; given: readonly string[] }) => `\`${p.name}\` does not go with ${p.given.join(', and ')}.`, (p) => HOW_TO_CALL[p.name]),
  'no-zone-beside-moment': error((p: { written: string; moment: string }) => `\`${p.moment}\` is a moment, the same everywhere, and \`${p.written}\` is a date and time of which nobody knows where its clock stands.`, () =>
    'Say where: behind the time write `Z` for UTC, an offset like `+01:00`, or a zone like `@Europe/Berlin`.'),
  'unknown-zone': error((p: { zone: string }) => `There is no time zone "${p.zone}".`, () => 'Zones have names like `Europe/Berlin`, `America/New_York` and `Asia/Tokyo`.'),
  'not-a-time': error((p: { kind: string; written: string; duration?: string }) => `"${p.written}" is not a ${p.kind}.`, (p) => (p.duration === undefined ? `Write it like ${EXAMPLES[p.kind] ?? ''}.` : `Write duration("${p.duration}").`), (p, span) => (p.duration === undefined ? undefined : replaceInExpression(span, `duration("${p.duration}")`))),

  'wrong-type': error((p: { what: string; wanted: string; written: string; is: string; kind: string }) => `${p.what} is ${p.wanted}, and \`${p.written}\` is ${p.is}.`, (p) =>
    p.wanted === 'text' && p.kind !== 'list' ? `Make it text with \`string(${p.written})\`.` : undefined),
  'other-named-type': error((p: { what: string; wanted: string; written: string; is: string }) => `${p.what} is ${p.wanted}, and \`${p.written}\` is ${p.is}: one is never taken for the other.`),
  'nothing-for-required': error((p: { what: string }) => `${p.what} must have a value, and \`null\` is none.`, () => 'Make the field `optional`, or give it a value.'),
  'needs-rounding': error((p: { what: string; written: string; room: string; has: string; digits: number }) => `\`${p.written}\` has ${p.has}, and ${p.what} has ${roomInWords(p.room)}: say how to round it.`, (p) =>
    `For example \`round half up(${p.written}, ${p.digits})\`.`),
  'literal-with-too-many-digits': error((p: { what: string; written: string; room: string; has: string }) => `${p.written} has ${p.has}, and ${p.what} has ${roomInWords(p.room)}.`),
};

function roomInWords(room: string): string {
  return room.startsWith('no ') ? 'none' : room.replace(' after the point', '');
}

/** Functions whose arguments can be of several kinds, and how each is written. */
const HOW_TO_CALL: { readonly [name: string]: string } = {
  date: 'Write date("2026-11-23"), date(2026, 11, 23), or date(opened at).',
  time: 'Write time("12:30:00"), time(12, 30, 0), or time(opened at).',
  'date and time': 'Write date and time("2026-11-23T12:00:00Z"), or date and time(due on, time("12:00:00Z")).',
  duration: 'Write duration("P7D"), or multiply: duration("P1D") * days.',
  'years and months duration': 'Write years and months duration(born on, today).',
};

const EXAMPLES: { readonly [kind: string]: string } = {
  date: 'date("2026-11-23")',
  time: 'time("12:30:00"), time("12:30:00+01:00") or time("12:30:00@Europe/Berlin")',
  'date and time': 'date and time("2026-11-23T12:00:00Z")',
  duration: 'duration("P7D") for days, or duration("PT36H") for hours',
};

function renameToNearest(p: { readonly name: string; readonly nearest: string | undefined; readonly certain?: boolean }, span: Span): Fix | undefined {
  return p.certain === true ? rename(span, p.name, p.nearest) : undefined;
}

/** What stands on the line behind it. */
function behind({ source, end }: Span): string {
  return /^[^\r\n]*/.exec(source.text.slice(end, end + 500))?.[0] ?? '';
}

/** A word in place of a sign needs blanks around it. */
function apart(span: Span, word: string): string {
  if (!/^[a-z]/.test(word)) return word;
  const before = span.source.text.charAt(span.start - 1);
  return `${/\s/.test(before) ? '' : ' '}${word}${/^\s/.test(behind(span)) ? '' : ' '}`;
}

/** `!closed` is not(closed), where nothing more can belong to what does not hold. */
function negated(operand: string, span: Span): Fix | undefined {
  const rest = behind(span);
  if (!/^[\p{L}]/u.test(operand) || !rest.startsWith(operand) || /^(?:\s*[.([]|\s+(?![-+*/=<>!),\]}]|and\b|or\b|then\b|else\b)\S)/u.test(rest.slice(operand.length))) return undefined;
  return replace({ ...span, end: span.end + operand.length }, `not(${operand})`);
}

function isMeant(span: Span): Fix {
  const not = /^\s+not(?=\s)/u.exec(behind(span))?.[0];
  return not === undefined ? replace(span, '=') : replace({ ...span, end: span.end + not.length }, '!=');
}

function withoutUnit(span: Span): Fix {
  const { source, start, end } = span;
  const before = /[ ]+$/.exec(source.text.slice(Math.max(0, start - 20), start))?.[0].length ?? 0;
  const after = /^[ ]+(?=[0-9])/.exec(source.text.slice(end, end + 20))?.[0].length ?? 0;
  return replace(after > 0 ? { ...span, end: end + after } : { ...span, start: start - before }, '');
}

/** How a function is called: `count(list)`. */
function waysOf(name: string, ways: readonly (readonly string[])[]): string {
  const written = ways.map((names) => `\`${name}(${names.join(', ')})\``).join(' or ');
  return `It is written ${written}${ways.flat().some((each) => each.endsWith('?')) ? '; what has a "?" may be left out' : ''}.`;
}
