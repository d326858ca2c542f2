import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performancePage } from './performance-page.ts';
import { latestResults, peerResults } from './result-lines.ts';

/** `npm run bench:report` writes the tables of docs/performance.md from the raw lines in docs/measurements. */
const path = join(import.meta.dirname, '..', '..', 'docs', 'performance.md');
writeFileSync(path, performancePage(readFileSync(path, 'utf8'), latestResults(), peerResults()));
