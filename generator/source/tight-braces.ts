import { diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { Look } from './first-look.ts';
import { languageWords } from './language-words.ts';
import { isInBlockText, lineAt } from './lines.ts';

const WORDS = new Set(languageWords);

/**
 * `then:{ Pay: { amount: 5 } }` is nothing but a long name to YAML. Taken for what it means where the name is a word of the
 * language, or has a colon and a space elsewhere: any other may be a line of prose.
 */
export function tightBraces(source: SourceText): Look {
  const found = [...source.text.matchAll(/^(?<before>[ ]*(?:-[ ]+)*)(?<name>[^\s#"'{}[\]:-][^"'{}[\]:#\n]*):(?=[{[])/gmu)].slice(0, MOST).flatMap(({ index, groups }) => {
    const [before = '', name = ''] = [groups?.['before'], groups?.['name']];
    if (isInBlockText(source.text, lineAt(source.text, index))) return [];
    return WORDS.has(name) || source.text.includes(`${name}: `) || source.text.includes(`${name}:\n`) ? [{ start: index + before.length, name }] : [];
  });
  return {
    diagnostics: found.map(({ start, name }) => diagnose('space-missing-after-colon', { source, start, end: start + name.length + 1 }, { name })),
    edits: found.map(({ start, name }) => ({ start: start + name.length + 1, end: start + name.length + 1, text: ' ' })),
  };
}

/** Each is looked for in the whole text. */
const MOST = 60;
