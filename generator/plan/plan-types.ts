import { lineOf } from '../diagnostics/span.ts';
import type { LimitedType, NamedType } from '../resolve/model.ts';
import type { Limits } from '../resolve/value-type.ts';
import { type Code, code, joined, plain, stringLiteral } from './code.ts';
import type { FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { aliased, arrayLiteral, docComment, objectLiteral, unionType } from './layout.ts';
import type { Planning } from './planning.ts';
import { codecCode, recordCode, runtimeType, runtimeValue, typeCode } from './types.ts';

/** `types.ts`: every named type of the model, with its codec under the same name. */
export function planTypes(planning: Planning): FilePlan {
  const path = 'types.ts';
  const { model } = planning.model;
  const types = model.types.map((type) => ({ named: type, ...declarationOf(type, planning) }));
  return {
    template: 'types',
    path,
    view: {
      source: model.span.source.path,
      imports: importLines(types.flatMap((each) => [each.type, each.value]), path),
      types: types.map(({ named, type, value }) => ({
        docs: docComment([named.about, explanation(named), lineOf(named.span)]),
        name: planning.names.type(named),
        type: aliased(type),
        value: value.text,
      })),
    },
  };
}

interface Declaration {
  readonly type: Code;
  readonly value: Code;
}

function declarationOf(named: NamedType, planning: Planning): Declaration {
  const name = planning.names.type(named);
  const column = `export const ${name} = ;`.length;
  switch (named.kind) {
    case 'choice type': {
      const members = named.members.map((member) => plain(stringLiteral(member.name)));
      const head = code`${runtimeValue('oneOf')}<${name}>(${stringLiteral(named.name)}, `;
      return { type: unionType(members, `export type ${name} = `.length), value: code`${head}${arrayLiteral(members, column + head.text.length + 1, 0)})` };
    }
    case 'record type': {
      const lines = named.fields.map((field) => code`  readonly ${field.identifier}: ${typeCode(field.type, planning.refer)};`);
      return { type: code`{\n${joined(lines, '\n')}\n}`, value: recordCode(named.fields, planning.refer, column, 0) };
    }
    case 'limited type':
      return limitedDeclaration(named, name, planning);
  }
}

function limitedDeclaration(named: LimitedType, name: string, planning: Planning): Declaration {
  const base = typeCode(named.base, planning.refer);
  const type = code`${runtimeType('Branded')}<${base.text === 'Identifier' ? plain('string') : base}, ${stringLiteral(named.name)}>`;
  const label = stringLiteral(named.name);
  const limits = limitMembers(named.limits);
  const options = limits.length === 0 ? plain('') : code`, ${objectLiteral(limits, 60 + name.length, 0)}`;
  switch (named.base.kind) {
    case 'text':
      return { type, value: code`${runtimeValue('textType')}<${name}>(${label}${options})` };
    case 'whole number':
      return { type, value: code`${runtimeValue('wholeNumberType')}<${name}>(${label}${options})` };
    case 'decimal':
      return { type, value: code`${runtimeValue(named.base.digits === undefined ? 'freeDecimalType' : 'decimalType')}<${name}>(${label}${options})` };
    case 'identifier':
      return { type, value: code`${runtimeValue('identifierType')}<${name}>(${label})` };
    default:
      return { type, value: code`${runtimeValue('namedType')}<${base}, ${name}>(${label}, ${codecCode(named.base, planning.refer)})` };
  }
}

function limitMembers(limits: Limits): readonly Code[] {
  const member = (name: string, value: string | number | undefined): readonly Code[] =>
    value === undefined ? [] : [plain(`${name}: ${typeof value === 'number' ? value : stringLiteral(value)}`)];
  return [
    ...member('digits', limits.digits),
    ...member('atLeast', limits.atLeast), ...member('atMost', limits.atMost), ...member('above', limits.above), ...member('below', limits.below),
    ...member('matches', limits.matches), ...member('minLength', limits.minLength), ...member('maxLength', limits.maxLength),
    ...member('example', limits.example),
  ];
}

/** What a reader of TypeScript has to know about how a type is held. */
function explanation(named: NamedType): string | undefined {
  if (named.kind !== 'limited type' || named.base.kind !== 'decimal' || named.base.digits === undefined) return undefined;
  const { digits } = named.base;
  if (digits === 0) return 'A decimal without digits after the point, held as a bigint.';
  return `A decimal with ${digits} ${digits === 1 ? 'digit' : 'digits'} after the point, held as a bigint of its smallest unit: ${written(50, digits)} is \`50_${'0'.repeat(digits)}n\`.`;
}

function written(whole: number, digits: number): string {
  return `${whole}.${'0'.repeat(digits)}`;
}
