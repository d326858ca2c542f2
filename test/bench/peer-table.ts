import { spreadOf, written } from './figures.ts';
import type { PeerLine } from './result-lines.ts';

interface Row {
  /** The workload's name in the other benchmark. */
  readonly name: string;
  readonly about: string;
  readonly better: 'higher' | 'lower';
  readonly figure: (line: PeerLine) => number | null | undefined;
}

const value = (line: PeerLine): number | null | undefined => line.value;

const ROWS: readonly Row[] = [
  ...[1, 16, 64].map((writers): Row => ({ name: `W3-${writers}`, about: `append, one event a commit, ${writers} at once, commits/s`, better: 'higher', figure: value })),
  ...[10, 100, 1000].map((events): Row => ({ name: `W4-${events}`, about: `whole command, 16 at once, streams of ${events} events, commands/s`, better: 'higher', figure: value })),
  { name: 'W8', about: 'one hot stream, 16 callers in one process, commits/s', better: 'higher', figure: value },
  { name: 'W5', about: 'load of 1,000 events, ms', better: 'lower', figure: value },
  { name: 'W5', about: 'load of 10,000 events, ms', better: 'lower', figure: ({ value2 }) => value2 },
  { name: 'W6', about: 'catch up 200,000 events in the order of the log, events/s', better: 'higher', figure: value },
  { name: 'W7', about: 'append to handler, p50, ms', better: 'lower', figure: value },
  { name: 'W7', about: 'append to handler, p99, ms', better: 'lower', figure: ({ p99 }) => p99 },
  { name: 'W1', about: 'decide and evolve in memory, commands/s', better: 'higher', figure: value },
  ...[10, 100, 1000].map((events): Row => ({ name: `W2-${events}`, about: `whole command in memory, streams of ${events} events, commands/s`, better: 'higher', figure: value })),
  { name: 'gap', about: 'events missed by a subscriber, of 4,000 of 16 writers', better: 'lower', figure: value },
  { name: 'gapslow', about: 'events missed when each commit is slow, of 800', better: 'lower', figure: value },
];

const OTHERS = ['emmett', 'act', 'castore', 'evtstore', 'acuris', 'message-db', 'fmodel', 'eventstore'];

/** Of each library the median of its best set-up, where it was measured in more than one. */
export function peerTable(peers: ReadonlyMap<string, readonly PeerLine[]>): readonly string[] {
  const rows = ROWS.flatMap((row) => rowOf(row, peers.get(row.name) ?? []));
  const repetitions = [...peers.values()].map((lines) => new Set(lines.map(({ rep }) => rep)).size);
  if (rows.length === 0) return ['Nothing has been measured yet.'];
  return [
    `| workload | by hand | Stormwright | ratio to the best other | ${OTHERS.join(' | ')} |`,
    `|---|--:|--:|--:|${OTHERS.map(() => '--:|').join('')}`,
    ...rows,
    '',
    `Medians of ${Math.min(...repetitions)} to ${Math.max(...repetitions)} repetitions, in which everybody takes turns, each in a process of its own. "By hand" is the fastest of the benchmark's own lower bounds. A dash: not measured, or it has nothing of the kind.`,
  ];
}

function rowOf(row: Row, lines: readonly PeerLine[]): readonly string[] {
  const ours = best(row, lines, (peer) => peer === 'stormwright');
  if (ours === undefined) return [];
  const raw = best(row, lines, (peer) => peer.startsWith('raw-'));
  const others = OTHERS.map((other) => best(row, lines, (peer) => peer === other));
  const measured = others.filter((other) => other !== undefined);
  const bestOther = row.better === 'higher' ? Math.max(...measured) : Math.min(...measured);
  const ratio = measured.length === 0 || bestOther === 0 ? '–' : `**${written(ours / bestOther)}**`;
  return [`| ${[row.about, cell(raw), cell(ours), ratio, ...others.map(cell)].join(' | ')} |`];
}

/** Over the set-ups of those meant: a library may have been tuned, a bound may be a cursor. What does other work is left out. */
function best({ better, figure }: Row, lines: readonly PeerLine[], isMeant: (peer: string) => boolean): number | undefined {
  const groups = new Map<string, number[]>();
  for (const line of lines) {
    const found = figure(line);
    if (!isMeant(line.peer) || line.error !== undefined || found === null || found === undefined || isOther(line)) continue;
    const setUp = line.label ?? line.peer;
    groups.set(setUp, [...(groups.get(setUp) ?? []), found]);
  }
  const medians = [...groups.values()].map((figures) => spreadOf(figures).median);
  if (medians.length === 0) return undefined;
  return better === 'higher' ? Math.max(...medians) : Math.min(...medians);
}

const isOther = ({ mode, label = '' }: PeerLine): boolean => mode === 'copy' || label.includes('not global order');

const cell = (figure: number | undefined): string => (figure === undefined ? '–' : written(figure));
