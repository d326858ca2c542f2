import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Nearest, nearestOf } from '../../diagnostics/nearest-name.ts';
import { eitherCase, membersOf, oneSpaced } from '../known-names.ts';
import { lexemesOf, significant } from '../reading/lexemes.ts';
import type { NamePiece } from '../syntax.ts';
import type { FeelType } from '../typed-expression.ts';
import { kindOf } from '../types.ts';
import { spanOf, type Typing } from './typing.ts';

/** A name, or a row of words that none is: says what was probably meant. */
export function reportUnknownName(piece: NamePiece, typing: Typing, expected: FeelType | undefined): void {
  // Beside something broken, a word that some type has is most likely right.
  if (expected?.kind === 'unknown' && typeWithMember(piece.name, typing) !== undefined) return;
  const known = `unknown ${piece.name}`;
  if (typing.complained.has(known)) return;
  typing.complained.add(known);
  typing.report(functionAlone(piece, typing) ?? ownerAlone(piece, typing) ?? ownerWithoutDot(piece, typing) ?? rowOfWords(piece, typing) ?? otherWord(piece, typing) ?? unknown(piece, typing, expected));
}

/** `bonus balance`, `balance of bonus`. */
function ownerWithoutDot(piece: NamePiece, typing: Typing): Diagnostic | undefined {
  for (const owner of typing.scope.owners) {
    const names = eitherCase(owner.name).map(oneSpaced);
    const field = owner.fields.find(({ name }) => names.some((each) => piece.name === `${each} ${oneSpaced(name)}` || piece.name === `${oneSpaced(name)} of ${each}`));
    if (field !== undefined) return diagnose('unknown-name-in-expression', spanOf(piece, typing), { name: piece.name, nearest: `${owner.name}.${field.name}`, certain: true });
  }
  return undefined;
}

/** `price of a parcel` where what it is given is missing. */
function functionAlone(piece: NamePiece, typing: Typing): Diagnostic | undefined {
  const called = typing.scope.functions?.declared.find((each) => eitherCase(each.name).map(oneSpaced).includes(piece.name));
  return called === undefined ? undefined : diagnose('function-without-brackets', spanOf(piece, typing), { name: called.name, call: `${piece.name}(${called.fields.map(({ name }) => name).join(', ')})` });
}

function ownerAlone(piece: NamePiece, typing: Typing): Diagnostic | undefined {
  const owner = typing.scope.owners.find((each) => eitherCase(each.name).map(oneSpaced).includes(piece.name));
  return owner === undefined ? undefined : diagnose('owner-without-field', spanOf(piece, typing), { owner: piece.name, fields: owner.fields.map((field) => field.name) });
}

/** Known names side by side, `not paid`, `x is y`. */
function rowOfWords({ from, to }: NamePiece, typing: Typing): Diagnostic | undefined {
  const lexemes = significant(lexemesOf(typing.expression.text.slice(from, to), typing.names));
  const [first, second] = lexemes;
  if (first === undefined || second === undefined) return undefined;
  const place = { from: from + second.from, to: from + second.to };
  const known = lexemes.filter((lexeme) => lexeme.kind === 'name').length;
  if (known > 0 && first.text === 'not') return diagnose('not-without-brackets', spanOf({ from, to }, typing), {});
  const is = lexemes.find((lexeme, index) => index > 0 && ['is', 'equals'].includes(lexeme.text.toLowerCase()));
  if (known > 0 && is !== undefined) return diagnose('is-for-equals', typing.expression.spanOf(from + is.from, from + is.to), { written: is.text });
  const side = lexemes.every((lexeme) => lexeme.kind === 'name' || lexeme.kind === 'number');
  return side ? diagnose('operator-missing', spanOf(place, typing), { before: first.text, after: second.text }) : undefined;
}

const OTHER_WORDS: ReadonlyMap<string, string> = new Map([['none', 'null'], ['nil', 'null'], ['nothing', 'null'], ['undefined', 'null'], ['empty', 'null'], ['missing', 'null'], ['yes', 'true'], ['no', 'false']]);

function otherWord(piece: NamePiece, typing: Typing): Diagnostic | undefined {
  const instead = OTHER_WORDS.get(piece.name.toLowerCase());
  return instead === undefined ? undefined : diagnose('other-word', spanOf(piece, typing), { written: piece.name, instead });
}

function unknown(piece: NamePiece, typing: Typing, expected: FeelType | undefined): Diagnostic {
  const span = spanOf(piece, typing);
  const { nearest, certain } = nearestKnown(piece.name, typing, expected);
  if (nearest !== undefined) return diagnose('unknown-name-in-expression', span, { name: piece.name, nearest, certain });
  const stranger = typeWithMember(piece.name, typing);
  if (stranger !== undefined && expected?.kind === 'yes or no') return diagnose('member-as-condition', span, { member: piece.name, type: stranger });
  if (stranger !== undefined) return diagnose('member-out-of-place', span, { member: piece.name, type: stranger });
  const members = expected === undefined ? [] : membersOf(expected);
  if (members.length > 0) return diagnose('unknown-member', span, { name: piece.name, members, nearest: sameBeginning(piece.name, members) });
  if (expected !== undefined && kindOf(expected) === 'text') return diagnose('text-without-quotes', span, { text: piece.name, whole: typing.expression.text.trim() === typing.expression.text.slice(piece.from, piece.to) });
  return diagnose('unknown-name-in-expression', span, { name: piece.name, nearest: undefined });
}

/** "deposit" for "depositing": words that begin alike. */
function sameBeginning(name: string, members: readonly string[]): string | undefined {
  const common = (member: string): number => {
    let length = 0;
    while (length < name.length && name[length]?.toLowerCase() === member[length]?.toLowerCase()) length += 1;
    return length;
  };
  const [best] = [...members].sort((a, b) => common(b) - common(a));
  return best !== undefined && common(best) >= Math.max(4, name.length * 0.6) ? best : undefined;
}

/** Of what fits the place first; fields that are reached only through their owner are named with it. */
function nearestKnown(name: string, { scope }: Typing, expected: FeelType | undefined): Nearest {
  const behindOwner = scope.owners.find((owner) => !owner.bare && owner.fields.some((field) => field.name === name));
  if (behindOwner !== undefined) return { nearest: `${behindOwner.name}.${name}`, certain: scope.owners.filter((owner) => owner.fields.some((field) => field.name === name)).length === 1 };
  const candidates: { readonly name: string; readonly type: FeelType }[] = [
    ...scope.owners.filter((owner) => owner.bare).flatMap((owner) => owner.fields.map((field) => ({ name: field.name, type: field.type }))),
    ...scope.values,
  ];
  const members = expected === undefined ? [] : membersOf(expected);
  const fitting = candidates.filter(({ type }) => expected !== undefined && kindOf(type) === kindOf(expected)).map((each) => each.name);
  const near = nearestOf(name, [...members, ...fitting]);
  return near.nearest === undefined ? nearestOf(name, [...candidates.map((each) => each.name), 'null', 'true', 'false']) : near;
}

/** A `one of` type in sight that has this member, where another type is expected. */
function typeWithMember(name: string, { scope }: Typing): string | undefined {
  const types = [...scope.owners.flatMap((owner) => owner.fields.map((field) => field.type)), ...scope.values.map(({ type }) => type)];
  const type = types.find((each) => membersOf(each).some((member) => oneSpaced(member) === name));
  const named = type?.kind === 'optional' ? type.of : type;
  return named?.kind === 'named' ? named.type.name : undefined;
}
