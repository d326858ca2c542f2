import { compile } from '../../generator/compile.ts';
import { sortedDiagnostics } from '../../generator/diagnostics/format.ts';
import { writtenAt } from '../../generator/diagnostics/fix.ts';
import { createTimings } from '../../generator/timings.ts';

/** What is found with a model, without what scenarios do not show: `code: what is underlined`. */
export function saidOf(text: string): readonly string[] {
  return allSaidOf(text).filter((said) => !/^(?:command-never-tried|rule-never-shown|event-never-shown|policy-never-shown):/.test(said));
}

export function allSaidOf(text: string): readonly string[] {
  return sortedDiagnostics(compile({ path: 'm', text: text.trimStart() }, 'm', createTimings()).diagnostics).map(({ code, span }) => `${code}: ${writtenAt(span)}`);
}

/** The sentences of one code. */
export function sentencesOf(code: string, text: string): readonly string[] {
  return sortedDiagnostics(compile({ path: 'm', text: text.trimStart() }, 'm', createTimings()).diagnostics).filter((each) => each.code === code).map(({ sentence }) => sentence);
}
