import { transform } from 'esbuild';
import type { EmittedFile } from '../emit/emit.ts';

/** Refuses to go on when a file we are about to write is not even TypeScript: that is a bug of ours, never the modeller's. */
export async function assertSyntax(files: readonly EmittedFile[]): Promise<void> {
  await Promise.all(files.filter((each) => each.path.endsWith('.ts')).map(assertSyntaxOf));
}

async function assertSyntaxOf({ path, text }: EmittedFile): Promise<void> {
  const { warnings } = await transform(text, { loader: 'ts', logLevel: 'silent' }).catch((error: unknown) => {
    throw new Error(`Stormwright wrote ${path} wrongly; this is a bug in the generator. ${String(error)}`);
  });
  if (warnings.length > 0) throw new Error(`Stormwright wrote ${path} wrongly; this is a bug in the generator. ${warnings.map((each) => each.text).join('; ')}`);
}
