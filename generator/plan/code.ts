/** A name that generated code imports. */
export interface ImportedName {
  readonly name: string;
  /** `stormwright`, `vitest`, or a file of the same generated folder: `./types.ts`. */
  readonly from: string;
  readonly typeOnly: boolean;
}

/** A finished piece of TypeScript, with the names it needs imported. Nobody writes an import line by hand. */
export interface Code {
  readonly text: string;
  readonly needs: readonly ImportedName[];
}

export function plain(text: string): Code {
  return { text, needs: NONE };
}

const NONE: readonly ImportedName[] = [];

/** A piece that is just an imported name; to use it is to import it. */
export function importedValue(name: string, from: string): Code {
  return { text: name, needs: [{ name, from, typeOnly: false }] };
}

export function importedType(name: string, from: string): Code {
  return { text: name, needs: [{ name, from, typeOnly: true }] };
}

/** Joins text and pieces: code`${Money}.of(${sum})`. */
export function code(strings: TemplateStringsArray, ...parts: readonly (Code | string | number)[]): Code {
  let [text, needs] = [strings[0] ?? '', NONE];
  parts.forEach((part, index) => {
    if (typeof part === 'object') needs = both(needs, part.needs);
    text += (typeof part === 'object' ? part.text : String(part)) + (strings[index + 1] ?? '');
  });
  return { text, needs };
}

export function joined(parts: readonly Code[], separator: string): Code {
  return { text: parts.map((part) => part.text).join(separator), needs: parts.reduce((needs, part) => both(needs, part.needs), NONE) };
}

/** What both need, each name once: a file says the same few names very often. */
function both(needs: readonly ImportedName[], more: readonly ImportedName[]): readonly ImportedName[] {
  if (needs.length === 0 || needs === more) return more;
  const others = more.filter((each) => !needs.some((known) => known.name === each.name && known.from === each.from && known.typeOnly === each.typeOnly));
  return others.length === 0 ? needs : [...needs, ...others];
}

/** A TypeScript string literal: in single quotes as the house writes them, in double ones where that saves a backslash. */
export function stringLiteral(value: string): string {
  if (/^[\w .,:;/()-]*$/.test(value)) return `'${value}'`;
  if (value.includes("'") && !value.includes('"')) return JSON.stringify(value);
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
