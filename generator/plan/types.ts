import type { Field } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type Code, code, importedType, importedValue, plain, stringLiteral } from './code.ts';
import { member, memberName, objectLiteral } from './layout.ts';
import type { Referring } from './planning.ts';
import type { RuntimeName } from './runtime-names.ts';

export function runtimeValue(name: RuntimeName): Code {
  return importedValue(name, 'stormwright');
}

export function runtimeType(name: RuntimeName): Code {
  return importedType(name, 'stormwright');
}

/** How a field's type is written in TypeScript. */
export function typeCode(type: ValueType, refer: Referring): Code {
  switch (type.kind) {
    case 'text':
      return plain('string');
    case 'yes or no':
      return plain('boolean');
    case 'whole number':
      return plain('number');
    case 'decimal':
      return type.digits === undefined ? runtimeType('Decimal') : plain('bigint');
    case 'date':
      return code`${runtimeType('Temporal')}.PlainDate`;
    case 'date and time':
      return code`${runtimeType('Temporal')}.Instant`;
    case 'duration':
      return code`${runtimeType('Temporal')}.Duration`;
    case 'identifier':
      return runtimeType('Identifier');
    case 'optional':
      return code`${typeCode(type.of, refer)} | null`;
    case 'list': {
      const item = typeCode(type.of, refer);
      return item.text.includes(' ') ? code`readonly (${item})[]` : code`readonly ${item}[]`;
    }
    case 'named':
      return refer.namedType(type.type);
  }
}

/** The codec of a field's type. */
export function codecCode(type: ValueType, refer: Referring): Code {
  switch (type.kind) {
    case 'text':
      return runtimeValue('text');
    case 'yes or no':
      return runtimeValue('yesOrNo');
    case 'whole number':
      return runtimeValue('wholeNumber');
    case 'decimal':
      return type.digits === undefined ? runtimeValue('decimal') : code`${runtimeValue('decimalType')}(undefined, { digits: ${type.digits} })`;
    case 'date':
      return runtimeValue('date');
    case 'date and time':
      return runtimeValue('dateAndTime');
    case 'duration':
      return runtimeValue('duration');
    case 'identifier':
      return runtimeValue('identifier');
    case 'optional':
      return code`${runtimeValue('optional')}(${codecCode(type.of, refer)})`;
    case 'list':
      return code`${runtimeValue('listOf')}(${codecCode(type.of, refer)})`;
    case 'named':
      return refer.namedTypeValue(type.type);
  }
}

/** `record({ accountNumber: AccountNumber, owner: text })`, printed from `column` on a line indented by `indent`. */
export function recordCode(fields: readonly Field[], refer: Referring, column: number, indent: number): Code {
  const words = fields.filter((field) => wordsRead(field.identifier) !== field.name);
  const names = objectLiteral(words.map((field) => code`${memberName(field.identifier)}: ${stringLiteral(field.name)}`), column + 8, indent);
  const members = fields.map((field) => member(field.identifier, codecCode(field.type, refer)));
  const body = objectLiteral(members, column + 'record('.length + (words.length === 0 ? 2 : names.text.length + 4), indent);
  return words.length === 0 ? code`${runtimeValue('record')}(${body})` : code`${runtimeValue('record')}(${body}, ${names})`;
}

/** The words that the runtime reads off an identifier by itself; others have to be told. The same rule as the runtime's `wordsOf`. */
function wordsRead(identifier: string): string {
  return identifier.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ').toLowerCase();
}
