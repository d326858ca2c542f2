import type { Answer, Case } from './cases.ts';

/** A model with a command for each case, whose event has what the expression gives; and which lines of it belong to which case. */
export interface ModelOfCases {
  readonly text: string;
  caseAt(line: number): Case | undefined;
}

/** How the command and the event of the case at `index` are called. */
export function commandOf(index: number): string {
  return `Answer case ${index}`;
}

export function eventOf(index: number): string {
  return `Case ${index} answered`;
}

const FIELD_TYPES: { readonly [type in Answer['type']]: string } = { number: 'decimal', text: 'text', truth: 'yes or no', null: 'optional text' };

/** All commands begin an instance, so that each can be decided by itself. Nothing reads the state. */
export function modelOfCases(cases: readonly Case[]): ModelOfCases {
  const lines: string[] = [];
  const owners = new Map<number, Case>();
  const add = (text: string, owner?: Case): void => {
    lines.push(text);
    if (owner !== undefined) owners.set(lines.length, owner);
  };
  const head = ['model: Conformance', 'actors:', '  Asker: {}', 'aggregates:', '  Questionnaire:', '    identified by: the question', '    state: { the question: identifier }', '    begins with:'];
  for (const line of head) add(line);
  cases.forEach((each, index) => add(`      - ${eventOf(index)}`, each));
  add('    commands:');
  cases.forEach((each, index) => {
    add(`      ${commandOf(index)}:`, each);
    add('        by: Asker', each);
    if (each.inputs.length > 0) add(`        with: { ${each.inputs.map(({ name, type }) => `${name}: ${type}`).join(', ')} }`, each);
    add('        then:', each);
    add(`          ${eventOf(index)}:`, each);
    add(`            result: ${JSON.stringify(each.expression)}`, each);
  });
  add('    events:');
  cases.forEach((each, index) => add(`      ${eventOf(index)}: { with: { result: ${FIELD_TYPES[each.answer.type]} } }`, each));
  return { text: `${lines.join('\n')}\n`, caseAt: (line) => owners.get(line) };
}
