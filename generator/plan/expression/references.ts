import type { TypedExpression } from '../../feel/typed-expression.ts';
import { code, plain } from '../code.ts';
import { writePresentCall } from './calls.ts';
import { memberName } from '../layout.ts';
import { writeListExpression } from './lists.ts';
import { type Bindings, called, named, primary, type Written } from './written.ts';
import { writeText } from './text.ts';

/** A value where it lies: a field of an owner, `now`, the length of a text. */
export function writeReference(typed: TypedExpression, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'field': {
      const member = memberName(typed.field.identifier);
      const owner = bindings.owner(typed.role);
      return named(member.startsWith("'") ? `${owner}[${member}]` : `${owner}.${member}`);
    }
    case 'value':
      return named(bindings.value(typed.name));
    case 'nothing':
      return named('null');
    case 'call': {
      const [of] = typed.args;
      if (typed.name === 'string length' && of !== undefined) return primary(code`[...${writeText(of, bindings).code}].length`);
      return called(plain(typed.name));
    }
    case 'declared call':
      return bindings.declared(typed, bindings);
    case 'pattern call':
      return writePresentCall(typed, bindings) ?? named('null');
    case 'list':
    case 'context':
    case 'variable':
    case 'property':
    case 'index':
    case 'filter':
    case 'for':
    case 'quantified':
    case 'series':
    case 'asked':
    case 'list call':
    case 'function':
      return writeListExpression(typed, bindings);
    default:
      throw new Error(`A checked expression holds "${typed.kind}" where only a reference can stand.`);
  }
}
