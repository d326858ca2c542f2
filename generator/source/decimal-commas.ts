import { diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { Look } from './first-look.ts';

/** `{ amount: 20,00 }`: the comma ends a value there, and digits alone are no name. */
export function decimalCommas(source: SourceText): Look {
  const found = [...source.text.matchAll(/-?\b[0-9]{1,30},[0-9]{1,30}(?=\s*[,}])/g)].filter(({ index }) => isInBraces(source.text, index));
  return {
    diagnostics: found.map(({ index, 0: written }) => diagnose('decimal-comma', { source, start: index, end: index + written.length }, { written, instead: meant(written) })),
    edits: found.map(({ index, 0: written }) => ({ start: index, end: index + written.length, text: meant(written) })),
  };
}

/** Three digits behind the comma are thousands. */
function meant(written: string): string {
  return /,[0-9]{3}$/.test(written) ? written.replace(',', '') : written.replace(',', '.');
}

function isInBraces(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, text.lastIndexOf('\n', at) + 1, at - 1000), at);
  if (!/[{,][^{}[\],:"'#]{1,200}:[ ]+$/.test(before.slice(-300))) return false;
  const open = before.split('{').length > before.split('}').length;
  return open && !/(?:^|\s)#/.test(before) && before.split('"').length % 2 === 1;
}
