import type { Field, RecordType } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import type { FeelType } from './typed-expression.ts';
import type { Scope } from './scope.ts';

/** A name that may be written at one place of the model. */
interface KnownName {
  /** Its words with single spaces between them. */
  readonly words: string;
  /** What it stands before: an owner before a dot only, a function before a bracket, anything else before neither a bracket nor two dots. */
  readonly before: 'dot' | 'bracket' | 'anything';
}

/** By first character, the longest first: the longest known name wins. */
export type KnownNames = ReadonlyMap<string, readonly KnownName[]>;

export function knownNames(scope: Scope, wanted: ValueType | undefined): KnownNames {
  const plain = new Set<string>(scope.values.map((value) => value.name));
  for (const { type } of scope.values) for (const member of membersOf(type)) if (!hasWordOfLanguage(member)) plain.add(oneSpaced(member));
  const owners = new Set<string>();
  for (const owner of scope.owners) {
    // Such a one does not stand before a dot.
    if (!hasWordOfLanguage(owner.name)) for (const name of eitherCase(owner.name)) owners.add(oneSpaced(name));
    for (const field of owner.fields) addField(field, plain);
  }
  if (wanted !== undefined) addMembers(wanted, plain);
  const functions = new Set<string>();
  for (const { name, fields } of scope.functions?.declared ?? []) {
    for (const each of eitherCase(name)) functions.add(oneSpaced(each));
    for (const field of fields) addField(field, plain);
  }
  return byFirstCharacter([...asKnown(plain, 'anything'), ...asKnown(owners, 'dot'), ...asKnown(functions, 'bracket')]);
}

/** One with a word like `and` in it would change what other expressions mean. */
function hasWordOfLanguage(name: string): boolean {
  return /(?<!\S)(?:and|or|in|if|then|else|for|return|some|every|satisfies|between|instance|function)(?!\S)/u.test(name);
}

/** `names`, and besides them those that an expression declares. */
export function withNames(names: KnownNames, declared: readonly string[]): KnownNames {
  return byFirstCharacter([...[...names.values()].flat(), ...asKnown(new Set(declared), 'anything')]);
}

/** All of them, as one text: what an expression says depends on nothing else around it. */
export function wordsOf(names: KnownNames): string {
  let words = '';
  for (const list of names.values()) for (const name of list) words += `${name.words}${ENDINGS[name.before]}\n`;
  return words;
}

const ENDINGS = { dot: '.', bracket: '(', anything: '' } as const;

function byFirstCharacter(all: readonly KnownName[]): KnownNames {
  const names = new Map<string, KnownName[]>();
  for (const known of all) {
    const first = known.words.slice(0, 1);
    names.set(first, [...(names.get(first) ?? []), known]);
  }
  for (const list of names.values()) list.sort((a, b) => b.words.length - a.words.length);
  return names;
}

function asKnown(names: ReadonlySet<string>, before: KnownName['before']): readonly KnownName[] {
  return [...names].filter((words) => words !== '').map((words) => ({ words, before }));
}

/** `Money deposited` and `money deposited`. */
export function eitherCase(name: string): readonly string[] {
  const rest = name.slice(1);
  return [name.slice(0, 1).toLowerCase() + rest, name.slice(0, 1).toUpperCase() + rest];
}

export function oneSpaced(name: string): string {
  return name.trim().replaceAll(/\s+/gu, ' ');
}

function addField(field: Field, into: Set<string>): void {
  into.add(oneSpaced(field.name));
  addMembers(field.type, into);
}

/** Members of a `one of` type, and the fields of a record with theirs. */
function addMembers(type: ValueType, into: Set<string>, within: readonly RecordType[] = []): void {
  for (const member of membersOf(type)) into.add(oneSpaced(member));
  const record = recordOf(type);
  if (record === undefined || within.includes(record)) return;
  for (const field of record.fields) {
    into.add(oneSpaced(field.name));
    addMembers(field.type, into, [...within, record]);
  }
}

function recordOf(type: ValueType): RecordType | undefined {
  if (type.kind === 'optional' || type.kind === 'list') return recordOf(type.of);
  return type.kind === 'named' && type.type.kind === 'record type' ? type.type : undefined;
}

/** The members of a `one of` type, also of one that may be missing; none of any other. */
export function membersOf(type: FeelType): readonly string[] {
  if (type.kind === 'optional' || type.kind === 'list') return membersOf(type.of);
  return type.kind === 'named' && type.type.kind === 'choice type' ? type.type.members.map((member) => member.name) : [];
}

const PART_OF_WORD = /[\p{L}\p{M}\p{N}_]/u;

/** Where the longest known name that begins at `from` ends. */
export function nameAt(text: string, from: number, names: KnownNames): number | undefined {
  for (const { words, before } of names.get(text.slice(from, from + 1)) ?? []) {
    const to = endOf(words, text, from);
    if (to === undefined || PART_OF_WORD.test(characterAt(text, to))) continue;
    const next = /^\s*(\.\.|\.|\()?/u.exec(text.slice(to))?.[1];
    if (before === 'anything' ? next !== '(' : next === (before === 'dot' ? '.' : '(')) return to;
  }
  return undefined;
}

/** Spaces in a name stand for any white space: in a folded text, a name may run over the end of a line. */
function endOf(words: string, text: string, from: number): number | undefined {
  let at = from;
  for (const character of words) {
    if (character === ' ') {
      const space = /^\s+/u.exec(text.slice(at, at + 200))?.[0];
      if (space === undefined) return undefined;
      at += space.length;
    } else if (text.startsWith(character, at)) at += character.length;
    else return undefined;
  }
  return at;
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}
