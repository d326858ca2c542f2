import { type Code, code, joined, plain } from './code.ts';

/** Lines longer than this are broken. */
export const WIDTH = 120;

/** A name as a member of an object: quoted only where it must be. */
export function memberName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** `{ a: 1, b }`, on one line when it fits behind `indent` and `before` columns, else a member a line. */
export function objectLiteral(members: readonly Code[], column: number, indent: number): Code {
  if (members.length === 0) return plain('{}');
  return bracketed('{', members, '}', column, indent, ' ');
}

export function arrayLiteral(items: readonly Code[], column: number, indent: number): Code {
  return bracketed('[', items, ']', column, indent, '');
}

export function call(callee: Code, args: readonly Code[], column: number, indent: number): Code {
  return code`${callee}${bracketed('(', args, ')', column + callee.text.length, indent, '')}`;
}

function bracketed(open: string, parts: readonly Code[], close: string, column: number, indent: number, padding: string): Code {
  const flat = joined(parts, ', ');
  const oneLine = !flat.text.includes('\n') && column + flat.text.length + 2 * (padding.length + 1) + 2 <= WIDTH;
  if (oneLine) return code`${open}${padding}${flat}${padding}${close}`;
  const inner = ' '.repeat(indent + 2);
  return code`${open}\n${joined(parts.map((part) => code`${inner}${part},`), '\n')}\n${' '.repeat(indent)}${close}`;
}

/** `field: value`, or `field` alone where that says the same. */
export function member(name: string, value: Code): Code {
  const written = memberName(name);
  return value.text === written ? value : code`${written}: ${value}`;
}

/** A union of literals or names, broken into a line each when it does not fit. */
export function unionType(members: readonly Code[], column: number): Code {
  if (members.length === 0) return plain('never');
  const flat = joined(members, ' | ');
  if (column + flat.text.length + 1 <= WIDTH) return flat;
  return code`\n  | ${joined(members, '\n  | ')}`;
}

/** What stands behind `export type X =`: a broken union begins on a line of its own. */
export function aliased(type: Code): string {
  return type.text.startsWith('\n') ? type.text : ` ${type.text}`;
}

/** `if (…) …`, its condition broken into a line an operand where it is too long for one. */
export function ifReturn(condition: Code, answer: Code | string, indent: number): Code {
  const space = ' '.repeat(indent);
  const line = code`${space}if (${condition}) return ${answer};`;
  if (line.text.length <= WIDTH) return line;
  const lines = operandsOf(condition.text).map((operand) => `${space}  ${operand}`).join('\n');
  return { text: `${space}if (\n${lines}\n${space}) {\n${space}  return ${code`${answer}`.text};\n${space}}`, needs: line.needs };
}

/** The operands of the outermost `&&` or `||`, each but the last with its operator. */
function operandsOf(condition: string): readonly string[] {
  const operands: string[] = [];
  let [depth, start, quote] = [0, 0, ''];
  for (let at = 0; at < condition.length; at += 1) {
    const character = condition[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (`'"\``.includes(character)) quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (depth === 0 && /^(?:&&|\|\|) /.test(condition.slice(at, at + 3))) {
      operands.push(condition.slice(start, at + 2).trim());
      start = at + 2;
    }
  }
  return [...operands, condition.slice(start).trim()];
}

/** Doc comment lines for what the model says about a thing and where; each line begins with `indent` spaces. */
export function docComment(paragraphs: readonly (string | undefined)[], indent = 0): string {
  const texts = paragraphs.filter((each) => each !== undefined).map((each) => each.trim().replaceAll('*/', '*\\/'));
  const space = ' '.repeat(indent);
  const only = texts[0];
  if (texts.length === 1 && only !== undefined && !only.includes('\n') && only.length + indent + 7 <= WIDTH) return `${space}/** ${only} */`;
  const lines = texts.flatMap((text, index) => [...(index === 0 ? [] : ['']), ...text.split('\n').flatMap((line) => wrapped(line, WIDTH - indent - 3))]);
  return [`${space}/**`, ...lines.map((line) => `${space} * ${line}`.trimEnd()), `${space} */`].join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
