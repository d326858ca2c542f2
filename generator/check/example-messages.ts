import { type Diagnostic, diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Data, Example, ExampleValue, Field } from '../resolve/model.ts';
import { durationOfWords } from '../resolve/lengths-of-time.ts';
import { typeInWords } from '../resolve/value-type.ts';
import type { Literal, TypedExample, TypedValue } from './checked-model.ts';
import { isMistake, readExample } from './example-values.ts';
import { isOptional } from './types-fit.ts';

/** Stands for an identity that an example leaves out and whose type has no `example`. */
export const FIXED_IDENTITY = '00000000-0000-4000-8000-000000000001';

/**
 * Types the values of an example message. `complete` examples (`given`, `when`) must have every field but optional ones and
 * the identity; `limitsMayBreak` where the example is one of what is refused.
 */
export function typeExample(example: Example, options: { readonly complete: boolean; readonly limitsMayBreak: boolean }, report: Report): TypedExample {
  const values = typeValues(example.values, options.limitsMayBreak, report);
  if (!options.complete) return { kind: 'example', message: example.message, values };
  const written = new Set(example.values.map((value) => value.field));
  const identity = example.message.kind === 'request' || example.message.kind === 'reported event' ? undefined : example.message.fields[0];
  const fallback = identity === undefined || written.has(identity) ? [] : identityOf(identity, example, report);
  const missing = example.message.fields.filter((field) => !written.has(field) && field !== identity);
  if (example.incomplete !== true) reportIncomplete(example, missing.filter((field) => !isOptional(field.type)), report);
  const nothing = missing.filter((field) => isOptional(field.type)).map((field): TypedValue => ({ field, value: { kind: 'nothing' } }));
  const all = [...fallback, ...values, ...nothing];
  return { kind: 'example', message: example.message, values: example.message.fields.flatMap((field) => all.filter((value) => value.field === field)) };
}

export function typeValues(values: readonly ExampleValue[], limitsMayBreak: boolean, report: Report): readonly TypedValue[] {
  return values.flatMap(({ field, data }): readonly TypedValue[] => {
    const read = readExample(field, data, limitsMayBreak);
    if (!isMistake(read)) return [{ field, value: read }];
    if (read.kind === 'breaks a limit') report(diagnose('example-breaks-limit', data.span, { sentence: read.sentence }));
    else report(notWanted(read, field, data));
    return [];
  });
}

function notWanted(read: Extract<ReturnType<typeof readExample>, { kind: 'not of the type' }>, field: Field, data: Data): Diagnostic {
  const at = read.at ?? data;
  const text = at.kind === 'scalar' && read.wanted.includes('number') ? at.text.trim() : '';
  const number = NUMBER_WITH_UNIT.exec(text)?.slice(1).find((each) => each !== undefined);
  const duration = at.kind === 'scalar' && read.wanted.includes('duration') ? durationOfWords(at.text) : undefined;
  return diagnose('example-value', at.span, { field: read.field ?? field.name, wanted: read.wanted, written: read.missing === undefined ? asWritten(at) : `without "${read.missing}"`, ...(number === undefined ? {} : { number }), ...(duration === undefined ? {} : { duration }) });
}

/** `20 EUR`, `€20`, `15 %` */
const NUMBER_WITH_UNIT = /^(?:\p{Sc}\s*(-?[0-9]+(?:\.[0-9]+)?)|(-?[0-9]+(?:\.[0-9]+)?)\s*(?:\p{Sc}|%|\p{L}+\.?))$/u;

function asWritten(data: Data): string {
  switch (data.kind) {
    case 'scalar':
      return data.text.trim() === '' && !data.quoted ? 'empty' : data.text.length > 60 ? `"${data.text.slice(0, 57)}…"` : `"${data.text}"`;
    case 'list':
      return 'a list';
    case 'map':
      return 'a group of values';
  }
}

function reportIncomplete(example: Example, missing: readonly Field[], report: Report): void {
  if (missing.length === 0) return;
  report(diagnose('example-incomplete', example.span, { message: example.message.name, fields: missing.map((field) => ({ name: field.name, type: typeInWords(field.type) })) }));
}

/** The identity where an example leaves it out: its type's `example`, or a fixed identifier. */
function identityOf(identity: Field, example: Example, report: Report): readonly TypedValue[] {
  const literal = defaultIdentity(identity);
  if (literal !== undefined) return [{ field: identity, value: literal }];
  report(diagnose('example-lacks-identity', example.span, { message: example.message.name, field: identity.name, type: typeInWords(identity.type) }));
  return [];
}

function defaultIdentity({ type }: Field): Literal | undefined {
  if (type.kind === 'identifier') return { kind: 'literal', type, text: FIXED_IDENTITY, breaksLimit: false };
  if (type.kind !== 'named' || type.type.kind !== 'limited type') return undefined;
  const text = type.type.limits.example ?? (type.type.base.kind === 'identifier' ? FIXED_IDENTITY : undefined);
  return text === undefined ? undefined : { kind: 'literal', type, text, breaksLimit: false };
}
