const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** What a text literal stands for: without its quotes, its escapes resolved. A backslash before anything else is itself. */
export function textValue(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrt"'\\]))/gu, (_, four?: string, six?: string, letter?: string) => {
    const code = Number.parseInt(four ?? six ?? '', 16);
    if (letter !== undefined) return ESCAPES[letter] ?? letter;
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
