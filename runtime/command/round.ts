import type { AppendResult, CommandOutcome, StoredEvent } from '../store/event-store.ts';
import { tellingAppend } from '../telemetry/appends.ts';
import { countConflict, countLookup } from '../telemetry/commands.ts';
import { acceptedAs, conflicting, firstResult, keepAnswer } from './answers.ts';
import type { LoadedInstance } from './instance-cache.ts';
import { loadInstance } from './load-instance.ts';
import type { Task, Workplace } from './task.ts';
import { type Storing, type Verdict, weigh } from './weigh.ts';

interface Link extends Storing {
  readonly task: Task;
}

interface Answer {
  readonly task: Task;
  readonly verdict: Exclude<Verdict, { kind: 'happens' }>;
}

/** Commands on one instance, each decided on what those before it lead to. */
interface Chain {
  /** What the first was decided on. */
  readonly base: LoadedInstance;
  readonly links: readonly Link[];
  /** They hold if the instance is what it was taken to be: when the links are stored, or when `base` was just read. */
  readonly answers: readonly Answer[];
  /** Those that were not decided yet. */
  readonly left: readonly Task[];
}

/**
 * Decides commands on one instance one after another, and stores what comes of them in one append at the revision that the first was
 * decided on: all of it or nothing, because each builds on the one before. A command with an id has an append of its own, under that id.
 * Gives back those that have to be decided again; all others are answered. Nobody else in this process may work on the stream meanwhile.
 */
export async function round(workplace: Workplace, stream: string, tasks: readonly Task[]): Promise<readonly Task[]> {
  const chain = await chainOf(workplace, stream, tasks);
  if (chain.links.length === 0) {
    await Promise.all(chain.answers.map((answer) => give(workplace, answer)));
    return chain.left;
  }
  const again = await store(workplace, stream, chain);
  if (again === 'stored') await Promise.all(chain.answers.map((answer) => give(workplace, answer)));
  return again === 'stored' ? chain.left : [...again, ...chain.left];
}

async function chainOf(workplace: Workplace, stream: string, tasks: readonly Task[]): Promise<Chain> {
  const remembered = workplace.cache.get(stream);
  const [first] = tasks;
  if (first === undefined) throw new Error(`Nobody wants anything of ${stream}.`);
  const load = async (): Promise<LoadedInstance> => {
    const read = await loadInstance(workplace, first.aggregate, stream, remembered);
    const loaded = workplace.snapshots?.keepWhenDue(first.aggregate, stream, read) ?? read;
    if (loaded.revision > 0) workplace.cache.set(stream, loaded);
    return loaded;
  };
  countLookup(first.aggregate.name, remembered !== undefined);
  if (remembered === undefined) return link(workplace, await load(), tasks);
  const chain = link(workplace, remembered, tasks);
  // A remembered instance may be behind the store. That is noticed when events are appended to it; every other
  // answer needs the instance as it is now.
  return chain.links.length === 0 && chain.answers.length > 0 ? link(workplace, await load(), [...chain.answers.map(({ task }) => task), ...chain.left]) : chain;
}

function link(workplace: Workplace, base: LoadedInstance, tasks: readonly Task[]): Chain {
  const [links, answers]: [Link[], Answer[]] = [[], []];
  let tip = base;
  for (const [index, task] of tasks.entries()) {
    const apart = task.alone || task.options.commandId !== undefined;
    const verdict = verdictOf(workplace, task, tip);
    if (verdict === undefined) continue;
    if (verdict.kind !== 'happens') {
      answers.push({ task, verdict });
      continue;
    }
    if (apart && links.length > 0) return { base, links, answers, left: tasks.slice(index) };
    links.push({ task, ...verdict });
    tip = verdict.after;
    if (apart) return { base, links, answers, left: tasks.slice(index + 1) };
  }
  return { base, links, answers, left: [] };
}

/** Nothing when a rule threw: that is the sender's to know, and nobody else's. */
function verdictOf(workplace: Workplace, task: Task, before: LoadedInstance): Verdict | undefined {
  try {
    return weigh(workplace, task, before);
  } catch (error) {
    task.reject(error);
    return undefined;
  }
}

async function give(workplace: Workplace, { task, verdict }: Answer): Promise<void> {
  try {
    task.resolve(verdict.kind === 'other revision' ? await conflicting(workplace, task, verdict.expected, verdict.actual) : await keepAnswer(workplace, task, verdict.refusal, verdict.now));
  } catch (error) {
    task.reject(error);
  }
}

/** `stored`, or who has to be decided again. */
async function store(workplace: Workplace, stream: string, chain: Chain): Promise<'stored' | readonly Task[]> {
  try {
    const result = await append(workplace, stream, chain);
    return await settle(workplace, stream, chain, result);
  } catch (error) {
    workplace.cache.evict(stream);
    return failed(chain, error);
  }
}

function append({ events }: Workplace, stream: string, { base, links }: Chain): Promise<AppendResult> {
  const [first] = links;
  const commandId = first?.task.options.commandId;
  const toStore = links.length === 1 && first !== undefined ? first.toStore : links.flatMap((each) => each.toStore);
  const streams = [{ stream, expected: base.revision, events: toStore }];
  const request = first === undefined || commandId === undefined ? { streams } : { streams, commandId, fingerprint: first.task.fingerprint };
  return tellingAppend(events.system, links.map(({ task }) => task.within), () => events.append(request));
}

async function settle(workplace: Workplace, stream: string, chain: Chain, result: AppendResult): Promise<'stored' | readonly Task[]> {
  const [first] = chain.links;
  switch (result.kind) {
    case 'appended':
      return stored(workplace, stream, chain, result.events);
    case 'repeated':
      // Without an id it was this very append, whose answer was lost on its way and asked for again.
      if (first?.task.options.commandId === undefined) return stored(workplace, stream, chain, eventsOf(result.outcome));
      first.task.resolve(await firstResult(workplace, first.task, result.outcome));
      return chain.answers.map(({ task }) => task);
    case 'conflict':
      workplace.cache.evict(stream);
      return lost(workplace, chain, result.actual);
  }
}

function eventsOf(outcome: CommandOutcome): readonly StoredEvent[] {
  if (outcome.kind === 'refused') throw new Error(`The store calls an append to ${outcome.stream} refused ("${outcome.refusal}"), which had no command id.`);
  return outcome.events;
}

function stored(workplace: Workplace, stream: string, { links }: Chain, events: readonly StoredEvent[]): 'stored' {
  let from = 0;
  for (const { task, read, toStore } of links) {
    task.resolve(acceptedAs(task, events.slice(from, from + toStore.length), read));
    from += toStore.length;
  }
  const last = links.at(-1);
  if (last !== undefined) workplace.cache.set(stream, workplace.snapshots?.keepWhenDue(last.task.aggregate, stream, last.after) ?? last.after);
  return 'stored';
}

/** Another process was faster. Whoever named a revision hears so; everybody else is decided again, so many times. */
async function lost(workplace: Workplace, { base, links, answers }: Chain, actual: number): Promise<readonly Task[]> {
  const again: Task[] = [];
  if (links[0] !== undefined) countConflict(links[0].task.aggregate.name);
  for (const { task } of links) {
    const { expectedRevision: expected } = task.options;
    const losses = task.losses + 1;
    // Only for the first is it sure that the revision it named was wrong: what the others named was to come of those before.
    if (expected !== undefined && expected === base.revision) task.resolve(await conflicting(workplace, task, expected, actual));
    else if (losses >= workplace.attempts) task.resolve({ kind: 'retries exhausted', attempts: losses });
    else again.push({ ...task, losses });
  }
  return [...again, ...answers.map(({ task }) => task)];
}

/**
 * An append that no store could keep was refused before anything was stored: then each command is tried by itself, so that only the one it
 * is about fails. After any other failure nobody knows whether the events are there, and whoever sent them decides what to do.
 */
function failed({ links, answers }: Chain, error: unknown): readonly Task[] {
  const others = answers.map(({ task }) => task);
  if (links.length > 1 && (error instanceof RangeError || error instanceof TypeError)) return [...links.map(({ task }) => ({ ...task, alone: true })), ...others];
  for (const { task } of links) task.reject(error);
  return others;
}
