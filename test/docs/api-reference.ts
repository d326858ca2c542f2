import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExportedDeclarations, Node, Project, type SourceFile } from 'ts-morph';

const root = join(import.meta.dirname, '..', '..');

/** What is public: a name that `import` takes, and the file behind it. */
interface Entry {
  readonly name: string;
  readonly file: SourceFile;
}

const ABOUT: { readonly [entry: string]: string } = {
  stormwright: 'What generated code is made of, and whoever writes by hand beside it: definitions, types of values, arithmetic.',
  'stormwright/testing': 'Examples as tests: what is given, what happens, what comes of it.',
  'stormwright/testing/store-contract': 'What every store promises, as tests for a store of your own.',
  'stormwright/server': 'An application at work, and its HTTP server.',
  'stormwright/memory': 'A store that keeps nothing when the process ends.',
  'stormwright/postgres': 'A store on PostgreSQL, and a PostgreSQL for whoever has none.',
};

/** The page of everything public: `docs/api.md`. */
export function apiPage(): string {
  const parts = entries().map(({ name, file }) => `## ${name}\n\n${ABOUT[name] ?? ''}\n\n${exportsOf(file).map(([each, declarations]) => section(each, declarations)).join('\n')}`);
  return `# What can be imported\n\nWritten by \`npm run docs\` from the sources and what they say of themselves. Whatever is not here is not promised.\n\n${parts.join('\n')}`;
}

/** \`entry: name\` of everything public that says nothing of itself. */
export function undocumented(): readonly string[] {
  return entries().flatMap(({ name, file }) => exportsOf(file).filter(([, declarations]) => !isForeign(declarations) && aboutOf(declarations) === '').map(([each]) => `${name}: ${each}`));
}

function entries(): readonly Entry[] {
  const { exports }: { exports: { readonly [path: string]: string | { readonly 'stormwright-source': string } } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const project = new Project({ tsConfigFilePath: join(root, 'tsconfig.json'), skipAddingFilesFromTsConfig: true });
  const files = Object.entries(exports).flatMap(([path, targets]) => (typeof targets === 'string' ? [] : [{ name: `stormwright${path.slice(1)}`, file: project.addSourceFileAtPath(join(root, targets['stormwright-source'])) }]));
  project.resolveSourceFileDependencies();
  return files;
}

function exportsOf(file: SourceFile): readonly (readonly [string, readonly ExportedDeclarations[]])[] {
  return [...file.getExportedDeclarations()].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Another library's, passed on. */
function isForeign(declarations: readonly ExportedDeclarations[]): boolean {
  return declarations.every((each) => each.getSourceFile().getFilePath().includes('/node_modules/'));
}

function section(name: string, declarations: readonly ExportedDeclarations[]): string {
  if (isForeign(declarations)) return `### ${name}\n\nPassed on as it is from the library of that name.\n`;
  const code = declarations.map(signature).filter((text) => text !== '').join('\n\n');
  return `### ${name}\n\n${aboutOf(declarations)}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}

function aboutOf(declarations: readonly ExportedDeclarations[]): string {
  const texts = declarations.flatMap((each) => {
    const owner = Node.isVariableDeclaration(each) ? each.getVariableStatement() : each;
    return Node.isJSDocable(owner) ? owner.getJsDocs().map((doc) => written(doc.getInnerText())) : [];
  });
  return [...new Set(texts)].join('\n\n').trim();
}

/** Tags stand on lines of their own; examples are code. */
function written(text: string): string {
  const [about = '', ...examples] = text.split(/^@example\n/m);
  return [about.trim(), ...examples.map((example) => `\`\`\`ts\n${example.trim()}\n\`\`\``)].join('\n\n').trim();
}

/** Without the body: what a caller has to know. */
function signature(declaration: ExportedDeclarations): string {
  if (Node.isFunctionDeclaration(declaration)) {
    const overloads = declaration.getOverloads();
    return (overloads.length > 0 ? overloads : [declaration]).map((each) => headOf(each.getText(), each.getBody()?.getText())).join('\n');
  }
  if (Node.isVariableDeclaration(declaration)) return `const ${declaration.getName()}: ${declaration.getTypeNode()?.getText() ?? declaration.getType().getText(declaration)}`;
  if (Node.isClassDeclaration(declaration)) return `class ${declaration.getName() ?? ''} extends ${declaration.getExtends()?.getText() ?? 'Object'}`;
  return declaration.getText().replace(/^export /, '');
}

function headOf(text: string, body: string | undefined): string {
  const head = body === undefined ? text.replace(/;$/, '') : text.slice(0, text.length - body.length);
  return head.trim().replace(/^export /, '');
}
