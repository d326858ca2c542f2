import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the standard says an expression gives: `null` stands for its silent one. Numbers are written out, so that none is rounded. */
export type Answer = { readonly type: 'number'; readonly digits: string } | { readonly type: 'text'; readonly text: string } | { readonly type: 'truth'; readonly truth: boolean } | { readonly type: 'null' };

export interface Input {
  readonly name: string;
  /** In the model's words: `optional decimal`. */
  readonly type: string;
  /** As JSON has it on the way into a command. */
  readonly value: unknown;
}

export interface Case {
  readonly topic: string;
  /** From 1, in the topic's file. */
  readonly line: number;
  readonly expression: string;
  readonly inputs: readonly Input[];
  readonly answer: Answer;
  /** Known to be refused, for a reason that the reference gives. */
  readonly refused: boolean;
}

export const casesFolder = join(import.meta.dirname, 'cases');

/**
 * Every case, by topic. A case is a line: `1 + 2 ==> 3`. The answer is a number, a text in quotes, `true`, `false` or `null`;
 * `(refused)` behind it says that the language refuses what the standard answers. Inputs stand behind a bar:
 * `a + 1 ==> 3 | a: decimal = "2"`. `¶` in an expression is the end of a line. Lines that begin with `#` are for readers.
 */
export function readCases(folder: string = casesFolder): readonly Case[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.cases')).sort();
  return files.flatMap((file) => casesOf(readFileSync(join(folder, file), 'utf8'), file.replace('.cases', '')));
}

export function casesOf(text: string, topic: string): readonly Case[] {
  return text.split('\n').flatMap((written, index) => (written.trim() === '' || written.startsWith('#') ? [] : [caseOf(written, topic, index + 1)]));
}

const LINE = /^(?<expression>.*?)\s+==>\s+(?<answer>"(?:[^"\\]|\\.)*"|\S+)(?<refused> \(refused\))?(?:\s+\|\s+(?<inputs>.*))?$/u;

function caseOf(written: string, topic: string, line: number): Case {
  const parts = LINE.exec(written)?.groups;
  if (parts === undefined) throw new Error(`${topic}.cases:${line} is no case: ${written}`);
  const { expression = '', answer = '', refused, inputs = '' } = parts;
  return { topic, line, expression: expression.trim().replaceAll('¶', '\n'), inputs: inputsOf(inputs), answer: answerOf(answer), refused: refused !== undefined };
}

function answerOf(written: string): Answer {
  if (written === 'null') return { type: 'null' };
  if (written === 'true' || written === 'false') return { type: 'truth', truth: written === 'true' };
  if (written.startsWith('"')) return { type: 'text', text: String(JSON.parse(written)) };
  if (!/^-?[0-9]+(?:\.[0-9]+)?$/.test(written)) throw new Error(`No answer: ${written}`);
  return { type: 'number', digits: written };
}

function inputsOf(written: string): readonly Input[] {
  return written === '' ? [] : written.split('; ').map((each) => {
    const { name = '', type = '', value = 'null' } = /^(?<name>[^:]+): (?<type>[^=]+) = (?<value>.*)$/u.exec(each)?.groups ?? {};
    return { name: name.trim(), type: type.trim(), value: JSON.parse(value) };
  });
}
