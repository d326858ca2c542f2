import { stringLiteral } from './code.ts';

/** What a `switch` does for one type of message: the lines of its case, without indentation before `case`. */
export interface Case {
  readonly type: string;
  readonly body: string;
}

/** The cases of a `switch` over types of messages. Those with one body share it, at the place of the first. */
export function switchCases(cases: readonly Case[]): readonly string[] {
  const byBody = new Map<string, string[]>();
  for (const { type, body } of cases) byBody.set(body, [...(byBody.get(body) ?? []), type]);
  return [...byBody].map(([body, types]) => {
    const labels = types.map((type) => `    case ${stringLiteral(type)}:`).join('\n');
    return body.includes('const ') ? `${labels} {\n${body}\n    }` : `${labels}\n${body}`;
  });
}

/** What `assertNever` is given behind all cases: of a single type, TypeScript narrows only the tag. */
export function otherwise(name: string, types: readonly unknown[]): string {
  return types.length === 1 ? `${name}.type` : name;
}
