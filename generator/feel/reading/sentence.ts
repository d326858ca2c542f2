import type { KnownNames } from '../known-names.ts';
import { lexemesOf, significant } from './lexemes.ts';
import { isKeyword } from './sign-mistakes.ts';

const PUNCTUATION = new Set(['.', ',', ';', ':', '!', '?', "'", '’', '…', '–', '—']);

/** Whether `text` is several words as people write them to each other, rather than an expression: nothing in it computes anything. */
export function isSentence(text: string, names: KnownNames): boolean {
  const lexemes = significant(lexemesOf(text, names));
  const plain = lexemes.every(({ kind, text: written }) => kind === 'word' || kind === 'name' || kind === 'number' || kind === 'other text' || (kind === 'sign' && PUNCTUATION.has(written)));
  const unknown = lexemes.filter(({ kind, text: written }) => kind === 'word' && !isKeyword(written)).length;
  return plain && unknown >= 2;
}
