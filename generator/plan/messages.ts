import type { AnyEvent, Command, Request } from '../resolve/model.ts';
import { type Code, code, plain, stringLiteral } from './code.ts';
import { fieldLines } from './fields.ts';
import type { MessageView } from './file-plan.ts';
import { docComment, objectLiteral } from './layout.ts';
import { docsOf, type Planning } from './planning.ts';

/** The interface of a command, an event or a request, and what its fields need imported. */
export function messageView(message: Command | AnyEvent | Request, { names, refer }: Planning): { readonly view: MessageView; readonly codes: readonly Code[] } {
  const { lines, codes } = fieldLines(message.fields, refer);
  return { view: { docs: docComment(docsOf(message)), name: names.type(message), type: stringLiteral(message.name), fields: lines }, codes };
}

/** `{ type: 'Money deposited', data: { … } }`, standing behind `column` columns on a line indented by `indent`. */
export function messageLiteral(type: string, members: readonly Code[], column: number, indent: number): Code {
  const head = code`type: ${stringLiteral(type)}`;
  const flat = objectLiteral([head, code`data: ${objectLiteral(members, 0, 0)}`], column, indent);
  if (!flat.text.includes('\n')) return flat;
  const data = objectLiteral(members, indent + 2 + 'data: '.length, indent + 2);
  const space = ' '.repeat(indent + 2);
  return code`{\n${space}${head},\n${space}data: ${data},\n${' '.repeat(indent)}}`;
}

export function aboutMember(about: string | undefined): readonly Code[] {
  return about === undefined ? [] : [plain(`about: ${stringLiteral(about.trim())}`)];
}
