import type { Literal, TypedExample, TypedValue } from '../check/checked-model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type Code, code, plain, stringLiteral } from './code.ts';
import { unitsLiteral } from './expression/literals.ts';
import { arrayLiteral, member, objectLiteral } from './layout.ts';
import { messageLiteral } from './messages.ts';
import type { Referring } from './planning.ts';
import { codecCode, runtimeValue } from './types.ts';

/** `{ type: 'Money deposited', data: { amount: Money.parse('50.00') } }` */
export function exampleCode(example: TypedExample, refer: Referring, column: number, indent: number): Code {
  return messageLiteral(example.message.name, example.values.map((value) => valueMember(value, refer, indent + 4)), column, indent);
}

/** On a line indented by `indent`, should it not fit beside the others. */
export function valueMember({ field, value }: TypedValue, refer: Referring, indent: number): Code {
  return member(field.identifier, literalCode(value, refer, indent, indent + field.identifier.length + 3));
}

function literalCode(value: Literal, refer: Referring, indent: number, column: number): Code {
  if (value.kind === 'nothing') return plain('null');
  if (value.kind === 'list') return arrayLiteral(value.items.map((item) => literalCode(item, refer, indent + 2, indent + 2)), column, indent);
  if (value.kind === 'record') return objectLiteral(value.values.map((each) => valueMember(each, refer, indent + 2)), column, indent);
  const { type, text } = value;
  switch (type.kind) {
    case 'text':
      return plain(stringLiteral(text));
    case 'yes or no':
    case 'whole number':
      return plain(text);
    case 'named':
      if (type.type.kind === 'choice type') return plain(stringLiteral(text));
      if (value.breaksLimit && type.type.kind === 'limited type') return code`${codecCode(type, refer)}.of(${uncheckedCode(type.type.base, text)})`;
      return code`${codecCode(type, refer)}.parse(${stringLiteral(text)})`;
    default:
      return code`${codecCode(type, refer)}.parse(${stringLiteral(text)})`;
  }
}

/** The bare value of an example that breaks a limit on purpose: `parse` would not take it. */
function uncheckedCode(base: ValueType, text: string): Code {
  switch (base.kind) {
    case 'whole number':
      return plain(text);
    case 'decimal':
      return base.digits === undefined ? code`${runtimeValue('decimal')}.parse(${stringLiteral(text)})` : plain(unitsLiteral(unitsOf(text, base.digits), base.digits));
    default:
      return plain(stringLiteral(text));
  }
}

/** The smallest units of a decimal as written: `-1.00` with two digits is -100. */
function unitsOf(text: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(digits, '0'));
}
