import { parsePattern, type PatternNode } from './pattern-syntax.ts';

/** What one thread of a match does next. `to` and the two ways of a `fork` are places in the program. */
export type Step =
  | { readonly kind: 'take'; readonly takes: (character: string) => boolean }
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'go on'; readonly to: number }
  | { readonly kind: 'note'; readonly slot: number }
  | { readonly kind: 'at start' }
  | { readonly kind: 'at end' }
  | { readonly kind: 'done' };

export interface Program {
  readonly steps: readonly Step[];
  /** How many groups are counted: group n begins at slot 2n and ends at slot 2n + 1. The whole is group 0. */
  readonly groups: number;
  /** `^` and `$` stand for the ends of lines too. */
  readonly lines: boolean;
}

/** By what is written: each pattern stands in generated code, so there are only so many. */
const programs = new Map<string, Program>();

/** `pattern` as steps for threads that run side by side, so that no text takes longer than its length allows. */
export function programOf(pattern: RegExp): Program {
  const known = programs.get(String(pattern));
  if (known !== undefined) return known;
  const { node, groups } = parsePattern(pattern.source);
  const steps: Step[] = [];
  write({ kind: 'group', of: node, number: 0 }, steps, setFlags(pattern));
  steps.push({ kind: 'done' });
  const program: Program = { steps, groups, lines: pattern.multiline };
  programs.set(String(pattern), program);
  return program;
}

function setFlags({ ignoreCase, dotAll }: RegExp): string {
  return `u${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}`;
}

function write(node: PatternNode, steps: Step[], flags: string): void {
  switch (node.kind) {
    case 'set':
      steps.push({ kind: 'take', takes: takesOf(node.source, flags) });
      return;
    case 'start':
      steps.push({ kind: 'at start' });
      return;
    case 'end':
      steps.push({ kind: 'at end' });
      return;
    case 'group':
      if (node.number !== undefined) steps.push({ kind: 'note', slot: node.number * 2 });
      write(node.of, steps, flags);
      if (node.number !== undefined) steps.push({ kind: 'note', slot: node.number * 2 + 1 });
      return;
    case 'sequence':
      for (const part of node.parts) write(part, steps, flags);
      return;
    case 'choice':
      writeChoice(node.options, steps, flags);
      return;
    case 'repeated':
      writeRepeated(node, steps, flags);
      return;
  }
}

/** One character by itself can be asked of the engine of the language: there is nothing it could try twice. */
function takesOf(source: string, flags: string): (character: string) => boolean {
  const expression = new RegExp(`^(?:${source})$`, flags);
  const known = new Map<string, boolean>();
  return (character) => {
    const answer = known.get(character) ?? expression.test(character);
    if (known.size < 1000) known.set(character, answer);
    return answer;
  };
}

function writeChoice(options: readonly PatternNode[], steps: Step[], flags: string): void {
  const ends: number[] = [];
  options.forEach((option, index) => {
    const fork = steps.length;
    const last = index === options.length - 1;
    if (!last) steps.push({ kind: 'fork', first: fork + 1, second: fork + 1 });
    write(option, steps, flags);
    if (last) return;
    ends.push(steps.length);
    steps.push({ kind: 'go on', to: 0 });
    steps[fork] = { kind: 'fork', first: fork + 1, second: steps.length };
  });
  for (const end of ends) steps[end] = { kind: 'go on', to: steps.length };
}

function writeRepeated({ of, least, most, lazy }: Extract<PatternNode, { kind: 'repeated' }>, steps: Step[], flags: string): void {
  for (let count = 0; count < least; count += 1) write(of, steps, flags);
  if (most === Number.POSITIVE_INFINITY) writeOptional(of, true, lazy, steps, flags);
  const optional: number[] = [];
  for (let count = least; most !== Number.POSITIVE_INFINITY && count < most; count += 1) {
    optional.push(steps.length);
    steps.push({ kind: 'go on', to: 0 });
    write(of, steps, flags);
  }
  for (const fork of optional) steps[fork] = forked(fork + 1, steps.length, lazy);
}

function writeOptional(of: PatternNode, again: boolean, lazy: boolean, steps: Step[], flags: string): void {
  const fork = steps.length;
  steps.push({ kind: 'go on', to: 0 });
  write(of, steps, flags);
  if (again) steps.push({ kind: 'go on', to: fork });
  steps[fork] = forked(fork + 1, steps.length, lazy);
}

function forked(into: number, past: number, lazy: boolean): Step {
  return lazy ? { kind: 'fork', first: past, second: into } : { kind: 'fork', first: into, second: past };
}
