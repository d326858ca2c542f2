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
  return code`${open}\n${joined(parts.map((part) => code`${inner}${brokenValue(part, indent + 2)},`), '\n')}\n${' '.repeat(indent)}${close}`;
}

/** `field: value` over several lines where it is too long for one; `indent` is that of its first line. */
function brokenValue(part: Code, indent: number): Code {
  return part.text.includes('\n') ? part : { text: brokenText(part.text, indent), needs: part.needs };
}

/** Where a pattern begins, whose signs are none of ours. */
const PATTERN = /[(,:] ?\/(?!\/)/;

/**
 * A choice over three lines, a sum with a line an operand, and a call with a line an argument, as long as there is something
 * to break. `behind` more columns follow on the last line.
 */
function brokenText(text: string, indent: number, behind = 0): string {
  if (indent + text.length + behind < WIDTH || PATTERN.test(text)) return text;
  const inner = `\n${' '.repeat(indent + 2)}`;
  const [arrow = '', body = ''] = /^(\([\p{ID_Continue}$, ]*\) =>) ([^{(].*)$/su.exec(text)?.slice(1) ?? [];
  const conditions = operandsOf(body);
  if (conditions.length > 1) return [arrow, ...conditions.map((each) => brokenText(each, indent + 2))].join(inner);
  const [test, ...answers] = outermost(text, /^ [?:] /, 0);
  if (test !== undefined && answers[0]?.startsWith('?') === true) return [test, ...answers.map((answer) => brokenText(answer, indent + 2))].join(inner);
  const operands = outermost(text, /^ \+ /, 1);
  if (operands.length > 1) return operands.map((operand, index) => (index === 0 ? operand : brokenText(operand, indent + 2))).join(inner);
  const group = lastGroupIn(text);
  if (group === undefined) return beforeLast(text, / [-*] $/, indent) ?? text;
  const parts = outermost(text.slice(group.begin, -group.close.length).trim(), /^., /s, 0).map((part) => part.replace(/^, /, ''));
  const head = text.slice(0, group.begin);
  const opening = indent + head.length <= WIDTH ? head : (beforeLast(head, /\.$/, indent) ?? head);
  return `${opening}${parts.map((part) => `${inner}${brokenText(part, indent + 2)},`).join('')}\n${' '.repeat(indent)}${group.close}`;
}

/** What stands before the last such sign outside of brackets, broken: `sorted(…)` of `sorted(…).map(`. */
function beforeLast(text: string, sign: RegExp, indent: number): string | undefined {
  let [cut, last] = [0, 0];
  eachSign(text, (at, depth) => {
    const found = depth === 0 ? sign.exec(text.slice(Math.max(0, at - 2), at + 1)) : null;
    if (found !== null) [cut, last] = [at + 1 - found[0].length, at];
  });
  const before = text.slice(0, cut);
  const broken = last === 0 ? before : brokenText(before, indent, text.length - cut);
  return broken === before ? undefined : broken + text.slice(cut);
}

/** The call, list or object that a text ends with: where its parts begin, and what closes it. Brackets around an operand are none. */
function lastGroupIn(text: string): { readonly begin: number; readonly close: string } | undefined {
  let [open, last] = [-1, 0];
  eachSign(text, (at, depth) => {
    const character = text[at] ?? '';
    if (depth === 1 && '([{'.includes(character)) open = at;
    if (depth === 0 && ')]}'.includes(character)) last = at;
  });
  if (open === -1 || last !== text.length - 1 || last - open < 2) return undefined;
  const behindName = /[\p{ID_Continue}$>)\]]/u.test(text[open - 1] ?? '');
  switch (text[open]) {
    case '(':
      // The object that an arrow gives, or that is all a function is given.
      if (text.startsWith('({ ', open) && text.endsWith(' })') && outermost(text.slice(open + 1, -1), /^., /s, 0).length === 1) return { begin: open + 2, close: '})' };
      return behindName ? { begin: open + 1, close: ')' } : undefined;
    case '[':
      return behindName ? undefined : { begin: open + 1, close: ']' };
    case '{':
      return { begin: open + 1, close: '}' };
    default:
      return undefined;
  }
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

/** `return …;`, over several lines where it is too long for one. */
export function returned(value: Code, indent: number): Code {
  return code`${' '.repeat(indent)}${brokenValue(code`return ${value};`, indent)}`;
}

/** `const name = …;`, over several lines where it is too long for one. */
export function constant(name: string, value: Code, indent: number): Code {
  return code`${' '.repeat(indent)}${brokenValue(code`const ${name} = ${value}`, indent)};`;
}

/** `if (…) return …;`, over several lines where it is too long for one. */
export function ifReturn(condition: Code, answer: Code | string, indent: number): Code {
  const line = code`${' '.repeat(indent)}if (${condition}) return ${answer};`;
  return line.text.length <= WIDTH ? line : ifBlock(condition, code`${' '.repeat(indent + 2)}return ${answer};`, indent);
}

/** `if (…) { … }` around finished lines, its condition broken into a line an operand where it is too long for one. */
export function ifBlock(condition: Code, body: Code, indent: number): Code {
  const space = ' '.repeat(indent);
  const line = code`${space}if (${condition}) {`;
  const head = line.text.length <= WIDTH ? line : { text: `${space}if (\n${brokenCondition(condition.text, indent + 2)}\n${space}) {`, needs: condition.needs };
  return code`${head}\n${body}\n${space}}`;
}

/** A line an operand; one in brackets that is still too long is broken the same way. */
function brokenCondition(condition: string, indent: number): string {
  const space = ' '.repeat(indent);
  const lines = operandsOf(condition).map((operand) => {
    const group = /^\((?<inner>.*)\)(?<operator> (?:&&|\|\|))?$/su.exec(operand)?.groups;
    if (indent + operand.length <= WIDTH) return `${space}${operand}`;
    if (group?.['inner'] === undefined) return `${space}${brokenOperand(operand, indent)}`;
    return `${space}(\n${brokenCondition(group['inner'], indent + 2)}\n${space})${group['operator'] ?? ''}`;
  });
  return lines.join('\n');
}

/** A call with a line an argument, what follows it behind its end: `items.some(…) &&`. */
function brokenOperand(operand: string, indent: number): string {
  const [, call = operand, behind = ''] = /^(.*?)((?: [!=]== [\w.']+)?(?: (?:&&|\|\|))?)$/su.exec(operand) ?? [];
  return brokenText(call, indent, behind.length) + behind;
}

/** `export function name(a: A, b: B): Answer {`, a parameter a line where it is too long for one. */
export function functionHead(name: string, parameters: readonly Code[], answer: Code | string): Code {
  const line = code`${name}(${joined(parameters, ', ')}): ${answer} {`;
  if (line.text.length <= WIDTH) return line;
  return code`${name}(\n${joined(parameters.map((each) => code`  ${each},`), '\n')}\n): ${answer} {`;
}

/** `Name<A, B>`, an argument a line where it is too long for the columns behind `column`. */
export function generic(name: Code, args: readonly Code[], column: number): Code {
  const flat = code`${name}<${joined(args, ', ')}>`;
  if (column + flat.text.length <= WIDTH) return flat;
  return code`${name}<\n${joined(args.map((each) => code`  ${each}`), ',\n')}\n>`;
}

/** The operands of the outermost `&&` or `||`, each but the last with its operator. */
function operandsOf(condition: string): readonly string[] {
  return outermost(condition, /^ (?:&&|\|\|) /, 2);
}

/** Cuts a text at each sign that stands in no brackets and no string, known by the character before it too: `kept` of its characters stay before the cut. */
function outermost(text: string, sign: RegExp, kept: number): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  eachSign(text, (at, depth) => {
    if (depth > 0 || at === 0 || !sign.test(text.slice(at - 1, at + 3))) return;
    parts.push(text.slice(start, at + kept).trim());
    start = at + kept;
  });
  return [...parts, text.slice(start).trim()];
}

/** Looks at the characters of a text of code that stand in no string: each with how many brackets are open behind it. */
function eachSign(text: string, look: (at: number, depth: number) => void): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "'" || character === '"' || character === '`') {
      look(at, depth);
      at = endOfString(text, at);
      continue;
    }
    if (character === '(' || character === '[' || character === '{') depth += 1;
    else if (character === ')' || character === ']' || character === '}') depth -= 1;
    look(at, depth);
  }
}

/** Where the quote stands that closes the one at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start]) at += text[at] === '\\' ? 2 : 1;
  return at;
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
