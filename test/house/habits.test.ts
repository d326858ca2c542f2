import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Node, Project, SyntaxKind } from 'ts-morph';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(['generator', 'runtime', 'cli'].map((wing) => join(root, wing, '**/*.ts')));
const generated = project.addSourceFilesAtPaths(join(root, 'generated/**/*.ts'));
const ours = project.getSourceFiles().filter((file) => !generated.includes(file));
const named = (path: string): string => relative(root, path);

describe('The habits of the house', () => {
  test('no file has more than 350 lines', () => {
    const long = ours.filter((file) => file.getEndLineNumber() > 350).map((file) => named(file.getFilePath()));
    expect(long).toEqual([]);
  });

  test('no function has more than 60 lines', () => {
    const functions = ours.flatMap((file) => [...file.getDescendantsOfKind(SyntaxKind.FunctionDeclaration), ...file.getDescendantsOfKind(SyntaxKind.ArrowFunction), ...file.getDescendantsOfKind(SyntaxKind.MethodDeclaration)]);
    const long = functions.filter((each) => each.getEndLineNumber() - each.getStartLineNumber() >= 60);
    expect(long.map((each) => `${named(each.getSourceFile().getFilePath())}:${each.getStartLineNumber()}`)).toEqual([]);
  });

  test('no type is given up', () => {
    const given = ours.flatMap((file) =>
      file.getDescendantsOfKind(SyntaxKind.AnyKeyword).map((each) => `${named(file.getFilePath())}:${each.getStartLineNumber()}`),
    );
    const silenced = ours.filter((file) => /@ts-(?:ignore|expect-error|nocheck)/.test(file.getFullText())).map((file) => named(file.getFilePath()));
    expect([...given, ...silenced]).toEqual([]);
  });

  test('no default exports, no enums, no classes but errors', () => {
    const odd = ours.flatMap((file) => [
      ...file.getEnums(),
      ...file.getClasses().filter((each) => !/Error$/.test(each.getExtends()?.getExpression().getText() ?? '')),
      ...file.getExportAssignments(),
    ]);
    expect(odd.map((each) => `${named(each.getSourceFile().getFilePath())}:${each.getStartLineNumber()}`)).toEqual([]);
  });

  test('generated code has no casts, no any, and nothing silenced', () => {
    const casts = generated.flatMap((file) =>
      file
        .getDescendants()
        .filter((node) => (Node.isAsExpression(node) && node.getTypeNode()?.getText() !== 'const') || Node.isNonNullExpression(node) || node.getKind() === SyntaxKind.AnyKeyword)
        .map((node) => `${named(file.getFilePath())}:${node.getStartLineNumber()}`),
    );
    expect(generated.length).toBeGreaterThan(0);
    expect(casts).toEqual([]);
  });

  test('every version in package.json is exact', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter(([, version]) => !/^\d/.test(version))).toEqual([]);
  });
});
