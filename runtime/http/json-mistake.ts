/** One token of JSON, with the white space before it. */
const TOKEN = /[ \t\n\r]*("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|[{}[\],:])/y;

const WHITE = /[ \t\n\r]*/y;

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

/**
 * Where a text that is not JSON stops being it: the index of what can not stand there, or the text's length where it ends
 * too early. The parser's own messages differ from one version of Node to the next, and many name no place.
 */
export function firstMistake(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let index = 0;
  for (;;) {
    TOKEN.lastIndex = index;
    const [whole = '', token = '']: readonly string[] = TOKEN.exec(text) ?? [];
    const next: Expected | undefined = token === '' ? undefined : after(expected, token, open);
    if (next === undefined) return mistakeAt(text, index);
    expected = next;
    index += whole.length;
  }
}

function mistakeAt(text: string, index: number): number {
  WHITE.lastIndex = index;
  return index + (WHITE.exec(text)?.[0].length ?? 0);
}

/** What may follow `token`; nothing where the token itself may not stand. */
function after(expected: Expected, token: string, open: string[]): Expected | undefined {
  const closed = (): Expected => (open.length === 0 ? 'nothing' : ', or end');
  const closes = token === '}' ? '{' : token === ']' ? '[' : '';
  if (closes !== '') {
    const mayClose = expected === ', or end' || expected === `name or ${token}` || expected === `value or ${token}`;
    return mayClose && open.pop() === closes ? closed() : undefined;
  }
  switch (expected) {
    case 'value':
    case 'value or ]':
      if (token === ',' || token === ':') return undefined;
      if (token !== '{' && token !== '[') return closed();
      open.push(token);
      return token === '{' ? 'name or }' : 'value or ]';
    case 'name':
    case 'name or }':
      return token.startsWith('"') ? ':' : undefined;
    case ':':
      return token === ':' ? 'value' : undefined;
    case ', or end':
      return token === ',' ? (open.at(-1) === '{' ? 'name' : 'value') : undefined;
    case 'nothing':
      return undefined;
  }
}
