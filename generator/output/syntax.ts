import { transform } from 'esbuild';
import type { EmittedFile } from '../emit/emit.ts';

/** Refuses to go on when a file we are about to write is not even TypeScript: that is a bug of ours, never the modeller's. */
export async function assertSyntax(files: readonly EmittedFile[]): Promise<void> {
  for (const file of files.filter((each) => each.path.endsWith('.ts'))) {
    const result = await transform(file.text, { loader: 'ts', logLevel: 'silent' }).catch((error: unknown) => {
      throw new Error(`Stormwright wrote ${file.path} wrongly; this is a bug in the generator. ${String(error)}`);
    });
    if (result.warnings.length > 0) throw new Error(`Stormwright wrote ${file.path} wrongly; this is a bug in the generator. ${result.warnings.map((each) => each.text).join('; ')}`);
  }
}
