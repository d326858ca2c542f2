import type { Workload } from './workload.ts';
import { appendWorkloads } from './workloads/append.ts';
import { compilerWorkloads } from './workloads/compiler.ts';

/** In the order in which they are measured: the store, commands, subscriptions, the compiler. */
export const workloads: readonly Workload[] = [...appendWorkloads, ...compilerWorkloads];
