import type { Facts } from '../facts.ts';
import type { FunctionLiteral } from '../list-expression.ts';
import type { TypeSyntax } from '../syntax.ts';
import { conforms } from './type-instance.ts';
import { typeSyntax } from './type-syntax.ts';
import { isBroken } from './typing.ts';

type FunctionTypeSyntax = Extract<TypeSyntax, { kind: 'function' }>;

/**
 * Whether a function written out is of the type written: it takes whatever that type may be given, and gives nothing else.
 * `undefined` where that depends on what it is given.
 */
export function functionConforms({ syntax, typing }: FunctionLiteral, written: FunctionTypeSyntax, facts: Facts): boolean | undefined {
  if (syntax.parameters.length !== written.parameters.length) return false;
  const taken = syntax.parameters.every(({ type }, index) => {
    const given = written.parameters[index];
    return type === undefined || (given !== undefined && isOf(given, type));
  });
  if (!taken) return false;
  const result = typeSyntax(syntax.body, { ...typing, report: () => {} }, facts);
  return isBroken(result) ? undefined : conforms(result.type, written.result);
}

/** Whether everything of type `one` is of type `other` as well. */
function isOf(one: TypeSyntax, other: TypeSyntax): boolean {
  switch (other.kind) {
    case 'name':
      return other.name === 'Any' || (one.kind === 'name' ? one.name === other.name : one.kind === other.name);
    case 'list':
    case 'range':
      return one.kind === other.kind && isOf(one.of, other.of);
    case 'context':
      return one.kind === 'context' && other.entries.every((entry) => one.entries.some((each) => each.name === entry.name && isOf(each.type, entry.type)));
    case 'function':
      if (one.kind !== 'function' || one.parameters.length !== other.parameters.length) return false;
      return isOf(one.result, other.result) && one.parameters.every((each, index) => isOf(other.parameters[index] ?? each, each));
  }
}
