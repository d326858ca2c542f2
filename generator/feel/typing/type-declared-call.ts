import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { DeclaredFunction } from '../../resolve/model.ts';
import type { Facts } from '../facts.ts';
import { eitherCase, oneSpaced } from '../known-names.ts';
import type { Syntax } from '../syntax.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { checkFit } from './place-fit.ts';
import { localNamed } from './locals.ts';
import type { CallSyntax } from './type-call.ts';
import { typeSyntax } from './type-syntax.ts';
import { broken, isBroken, spanOf, type Typing } from './typing.ts';

/** The function of the model that is called; nothing where it is one of FEEL's, or of the expression's own, which is nearer. */
export function declaredFunction({ callee, name }: CallSyntax, typing: Typing): DeclaredFunction | undefined {
  if (callee !== undefined || localNamed(name.name, typing)?.typed.type.kind === 'function') return undefined;
  return typing.scope.functions?.declared.find((each) => eitherCase(each.name).map(oneSpaced).includes(name.name));
}

/** Each argument is a value for the field it stands for, and must fit there as any other value of a field. */
export function typeDeclaredCall(call: CallSyntax, called: DeclaredFunction, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  if (typing.scope.functions?.callable !== true) {
    typing.report(diagnose('function-not-here', span, { name: called.name }));
    return broken(span);
  }
  if (called.incomplete === true) {
    typing.report(diagnose('unknown-function', spanOf(call.name, typing), { name: called.name, nearest: undefined }));
    return broken(span);
  }
  const given = placed(call, called);
  if (given === undefined) {
    typing.report(diagnose('own-arguments', span, { name: called.name, parameters: called.fields.map(({ name }) => name), ...whatMayBeLeftOut(called) }));
    for (const argument of call.args) typeSyntax(argument, typing, facts, { kind: 'unknown' });
    return broken(span);
  }
  const args = called.fields.map((field, index) => {
    const syntax = given[index] ?? { kind: 'nothing', from: call.to - 1, to: call.to };
    const typed = typeSyntax(syntax, typing, facts, field.type);
    checkFit(typed, syntax, { type: field.type, what: `"${field.name}" of "${called.name}"` }, typing, facts);
    return typed;
  });
  return args.some(isBroken) ? broken(span) : { kind: 'declared call', function: called, args, type: called.gives, span };
}

/** Without names only at the end: what stands behind it would stand for it. */
function whatMayBeLeftOut({ fields }: DeclaredFunction): { readonly leftOut: readonly string[]; readonly atEnd: boolean } {
  const wanted = fields.findLastIndex(({ type }) => type.kind !== 'optional');
  const leftOut = fields.filter(({ type }) => type.kind === 'optional');
  return { leftOut: leftOut.map(({ name }) => name), atEnd: leftOut.every((field) => fields.indexOf(field) > wanted) };
}

/** The arguments in the order of the fields; what may be missing may be left out, by itself where arguments have names, and from the end where they have none. */
function placed({ args, names }: CallSyntax, { fields }: DeclaredFunction): readonly (Syntax | undefined)[] | undefined {
  const given = fields.map(({ name }, index) => {
    const place = names === undefined ? index : names.findIndex((each) => each.name === oneSpaced(name));
    return args[place];
  });
  const missing = fields.some(({ type }, index) => given[index] === undefined && type.kind !== 'optional');
  return missing || given.filter((each) => each !== undefined).length !== args.length ? undefined : given;
}
