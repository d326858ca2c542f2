import { diagnose } from '../../diagnostics/diagnostic.ts';
import { presenceOf } from './comparison.ts';
import type { Facts } from '../facts.ts';
import { functionConforms } from './function-conforms.ts';
import { oneSpaced } from '../known-names.ts';
import { propertiesOf } from '../properties.ts';
import type { Syntax, TypeSyntax } from '../syntax.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { baseOf, type Kind, kindOf, presentType, yesOrNo } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

/** The standard's names of types, and what is of them. */
const NAMED: { readonly [name: string]: readonly Kind[] } = {
  number: ['number'], string: ['text', 'identifier', 'one of'], boolean: ['yes or no'], date: ['date'], time: ['time'], 'date and time': ['date and time'],
  'days and time duration': ['duration'], 'years and months duration': ['years and months duration'], list: ['list'], context: ['record'], range: ['range'],
};

/** `x instance of number`: known here and now, but for whether there is a value at all. */
export function typeInstance({ of, type, ...place }: Extract<Syntax, { kind: 'instance of' }>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  const typed = typeSyntax(of, typing, facts);
  if (isBroken(typed)) return broken(span);
  if (typed.type.kind === 'nothing') return { kind: 'truth', value: type.kind === 'name' && type.name === 'Null', type: yesOrNo, span };
  const answer = typed.kind === 'function' && type.kind === 'function' ? functionConforms(typed, type, facts) : conforms(presentType(typed.type), type);
  if (answer === undefined) {
    typing.report(diagnose('not-supported-in-expression', spanOf(type, typing), { what: `instance of ${writtenOf(type, typing)}` }));
    return broken(span);
  }
  if (answer && typed.type.kind === 'optional') return presenceOf(typed, true, span, typing, facts, writtenOf(of, typing));
  return { kind: 'truth', value: answer, type: yesOrNo, span };
}

/** Whether every value of `type` is of the type written; `undefined` where that can not be said. What is missing is of any type. */
export function conforms(type: FeelType, written: TypeSyntax): boolean | undefined {
  if (type.kind === 'nothing') return true;
  if (type.kind === 'unknown') return undefined;
  if (type.kind === 'optional') return conforms(presentType(type), written);
  if (written.kind === 'name' && written.name === 'Any') return true;
  const base = baseOf(type);
  if (base.kind === 'mixed') return allConform(base.of, written);
  switch (written.kind) {
    case 'name':
      return named(base, written.name);
    case 'list':
      return base.kind === 'list' ? conforms(base.of, written.of) : false;
    case 'range':
      return base.kind === 'range' ? conforms(base.of, written.of) : false;
    case 'context':
      return kindOf(base) === 'record' ? recordConforms(base, written.entries) : false;
    case 'function':
      return base.kind === 'function' ? undefined : false;
  }
}

function named(type: FeelType, name: string): boolean | undefined {
  if (name === 'Null') return false;
  if (type.kind === 'named' && oneSpaced(type.type.name) === name) return true;
  return Object.hasOwn(NAMED, name) ? NAMED[name]?.includes(kindOf(type)) : undefined;
}

function allConform(types: readonly FeelType[], written: TypeSyntax): boolean | undefined {
  const answers = types.map((type) => conforms(type, written));
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

/** A context may have more entries than are asked for. */
function recordConforms(type: FeelType, entries: Extract<TypeSyntax, { kind: 'context' }>['entries']): boolean | undefined {
  const fields = propertiesOf(type);
  const answers = entries.map((entry) => {
    const field = fields.find((each) => oneSpaced(each.name) === entry.name);
    return field === undefined ? false : conforms(presentType(field.type), entry.type);
  });
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}
