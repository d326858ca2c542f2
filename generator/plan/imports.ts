import type { Code, ImportedName } from './code.ts';
import { WIDTH } from './layout.ts';

/** The import lines for everything `pieces` need, sorted: packages first, then files of the same folder. */
export function importLines(pieces: readonly Code[], ownPath: string): string {
  const byModule = new Map<string, Map<string, boolean>>();
  for (const need of pieces.flatMap((piece) => piece.needs)) add(byModule, need, ownPath);
  const modules = [...byModule.keys()].sort(compareModules);
  return modules.flatMap((module) => linesFor(module, byModule.get(module) ?? new Map<string, boolean>())).join('\n');
}

function add(byModule: Map<string, Map<string, boolean>>, need: ImportedName, ownPath: string): void {
  const from = relativeTo(ownPath, need.from);
  if (from === undefined) return;
  const names = byModule.get(from) ?? new Map<string, boolean>();
  byModule.set(from, names);
  // A name needed both as a type and as a value is imported once, as a value.
  names.set(need.name, (names.get(need.name) ?? true) && need.typeOnly);
}

/** The specifier of generated file `from` as seen from `ownPath`; nothing for the file itself. */
function relativeTo(ownPath: string, from: string): string | undefined {
  if (!from.startsWith('./')) return from;
  if (from === `./${ownPath}`) return undefined;
  const depth = ownPath.split('/').length - 1;
  return depth === 0 ? from : `${'../'.repeat(depth)}${from.slice(2)}`;
}

function linesFor(module: string, names: ReadonlyMap<string, boolean>): string[] {
  const of = (typeOnly: boolean): string[] => [...names].filter(([, only]) => only === typeOnly).map(([name]) => name).sort(compareNames);
  return [importLine('import', of(false), module), importLine('import type', of(true), module)].filter((line) => line !== '');
}

function importLine(keyword: string, names: readonly string[], module: string): string {
  if (names.length === 0) return '';
  const line = `${keyword} { ${names.join(', ')} } from '${module}';`;
  return line.length <= WIDTH ? line : `${keyword} {\n${names.map((name) => `  ${name},`).join('\n')}\n} from '${module}';`;
}

function compareModules(a: string, b: string): number {
  return Number(a.startsWith('.')) - Number(b.startsWith('.')) || compareNames(a, b);
}

/** By code point, so that every machine sorts alike. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
