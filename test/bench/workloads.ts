import type { Workload } from './workload.ts';
import { appendWorkloads } from './workloads/append.ts';
import { catchUpWorkloads } from './workloads/catch-up.ts';
import { commandWorkloads } from './workloads/commands.ts';
import { compilerWorkloads } from './workloads/compiler.ts';
import { faultlessWorkloads } from './workloads/faultless.ts';
import { hotStreamWorkloads } from './workloads/hot-stream.ts';
import { loadWorkloads } from './workloads/load.ts';
import { projectionWorkloads } from './workloads/projection.ts';
import { visibleWorkloads } from './workloads/visible.ts';

const storeWorkloads: readonly Workload[] = [...appendWorkloads, ...loadWorkloads];
const reactionWorkloads: readonly Workload[] = [...catchUpWorkloads, ...projectionWorkloads, ...visibleWorkloads, ...faultlessWorkloads];

/** In the order in which they are measured. */
export const workloads: readonly Workload[] = [...storeWorkloads, ...commandWorkloads, ...hotStreamWorkloads, ...reactionWorkloads, ...compilerWorkloads];
