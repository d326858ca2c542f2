import process from 'node:process';
import type { Paint } from '../generator/diagnostics/format.ts';

/** Colours for a person at a terminal, never for a file or another program, unless somebody says otherwise. */
export function paintFor(stream: { readonly isTTY?: boolean }, isOff: boolean, environment: NodeJS.ProcessEnv = process.env): Paint | undefined {
  return !isOff && isWanted(stream, environment) ? COLOURED : undefined;
}

/** `FORCE_COLOR` goes before `NO_COLOR`, as in Node itself. */
function isWanted(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}

function coloured(on: string, off: string): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

const COLOURED: Paint = {
  place: coloured('1', '22'),
  error: coloured('1;31', '22;39'),
  warning: coloured('1;33', '22;39'),
  mark: coloured('1;31', '22;39'),
  quiet: coloured('2', '22'),
};
