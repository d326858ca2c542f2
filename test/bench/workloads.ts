import type { Workload } from './workload.ts';
import { appendWorkloads } from './workloads/append.ts';
import { catchUpWorkloads } from './workloads/catch-up.ts';
import { commandWorkloads } from './workloads/commands.ts';
import { compilerWorkloads } from './workloads/compiler.ts';
import { decideWorkloads } from './workloads/decide.ts';
import { faultlessWorkloads } from './workloads/faultless.ts';
import { hotStreamWorkloads } from './workloads/hot-stream.ts';
import { httpWorkloads } from './workloads/http.ts';
import { loadWorkloads } from './workloads/load.ts';
import { memoryWorkloads } from './workloads/memory.ts';
import { projectionWorkloads } from './workloads/projection.ts';
import { visibleWorkloads } from './workloads/visible.ts';

/** Of the runtime: the store, commands, what follows the log, and all of it behind HTTP. In the order in which they are measured. */
export const runtimeWorkloads: readonly Workload[] = [
  ...appendWorkloads,
  ...loadWorkloads,
  ...commandWorkloads,
  ...hotStreamWorkloads,
  ...decideWorkloads,
  ...catchUpWorkloads,
  ...projectionWorkloads,
  ...visibleWorkloads,
  ...faultlessWorkloads,
  ...memoryWorkloads,
  ...httpWorkloads,
];

export const workloads: readonly Workload[] = [...runtimeWorkloads, ...compilerWorkloads];
