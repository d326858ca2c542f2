import type { DeclaredFunction } from '../resolve/model.ts';
import { code, joined, stringLiteral } from './code.ts';
import type { FilePlan } from './file-plan.ts';
import { functionPath } from './functions.ts';
import { importLines } from './imports.ts';
import { docComment, memberName, WIDTH } from './layout.ts';
import { docsOf, type Planning } from './planning.ts';
import { codecCode, runtimeValue, typeCode } from './types.ts';

/** `functions.ts`: what the model asks developers to write, each held to its type. */
export function planFunctions(planning: Planning): FilePlan {
  const path = 'functions.ts';
  const { model } = planning.model;
  const functions = model.functions.map((each) => planFunction(each, planning));
  return {
    template: 'functions',
    path,
    view: {
      source: model.span.source.path,
      imports: importLines([...functions.flatMap(({ codes }) => codes), runtimeValue('declaredFunction')], path),
      functions: functions.map(({ view }) => view),
    },
  };
}

function planFunction(declared: DeclaredFunction, { names, refer }: Planning) {
  const fields = declared.fields.map((field) => code`readonly ${memberName(field.identifier)}: ${typeCode(field.type, refer)}`);
  const [gives, codec] = [typeCode(declared.gives, refer), codecCode(declared.gives, refer)];
  const flat = declared.fields.length === 0 ? code`() => ${gives}` : code`(given: { ${joined(fields, '; ')} }) => ${gives}`;
  const type = `export type ${names.type(declared)} = ${flat.text};`.length <= WIDTH ? flat : code`(given: {\n${joined(fields.map((field) => code`  ${field};`), '\n')}\n}) => ${gives}`;
  const path = functionPath(declared);
  return {
    codes: [type, codec],
    view: {
      docs: docComment([declared.about, `Written in \`${path}\`, as \`export const ${names.value(declared)}: ${names.type(declared)}\`. It sees nothing but what it is given, and gives the same for the same.`, ...docsOf({ ...declared, about: '' }).slice(1)]),
      type: names.type(declared),
      definition: type.text,
      value: names.value(declared),
      written: names.written(declared),
      from: `../../${path}`,
      name: stringLiteral(declared.name),
      codec: codec.text,
    },
  };
}
