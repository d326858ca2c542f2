import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { securityPage } from './security-page.ts';

writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'security.md'), securityPage());
