import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePage } from './reference.ts';

writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'diagnostics.md'), referencePage());
