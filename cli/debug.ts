/** What `STORM_DEBUG` can name, separated by commas; each prints a phase's value as JSON to standard error. */
const SWITCHES: { readonly [name: string]: string } = {
  source: 'the document of each model file, as read from YAML',
  schema: 'the raw model: right shape, names still text',
  resolve: 'the resolved model: names are links',
  published: 'the file of published events, where there is one',
  check: 'the checked model: expressions typed, values traced',
  plan: 'the file plans: finished strings for the templates',
  emit: 'the text of every file',
  timings: 'the milliseconds of each phase',
};

export interface Debugging {
  readonly timings: boolean;
  show(phase: string, value: unknown): void;
}

/** What is wrong with `STORM_DEBUG`, if anything: a name that is no switch. */
export function wrongSwitch(switches: string | undefined): string | undefined {
  const unknown = namesOf(switches).find((name) => !Object.hasOwn(SWITCHES, name));
  if (unknown === undefined) return undefined;
  const known = Object.entries(SWITCHES).map(([name, what]) => `  ${name.padEnd(8)} ${what}`);
  return `STORM_DEBUG has no switch "${unknown}". There are:\n${known.join('\n')}`;
}

export function debugging(switches: string | undefined): Debugging {
  const names = namesOf(switches);
  return {
    timings: names.includes('timings'),
    show: (phase, value) => {
      if (names.includes(phase)) process.stderr.write(`${phase}: ${asJson(value)}\n`);
    },
  };
}

function namesOf(switches: string | undefined): readonly string[] {
  return (switches ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
}

/** JSON of a value that links to itself: a sticky is printed once, where it is first met, and named from then on. */
function asJson(value: unknown): string {
  const printed = new Set<unknown>();
  const write = (_key: string, each: unknown): unknown => {
    if (typeof each === 'bigint') return `${each}n`;
    if (typeof each !== 'object' || each === null) return each;
    if ('source' in each && 'start' in each && 'end' in each) return `${String(each.start)}–${String(each.end)}`;
    if ('kind' in each && 'name' in each && 'span' in each) {
      if (printed.has(each)) return `→ ${String(each.name)}`;
      printed.add(each);
    }
    return each instanceof Map ? Object.fromEntries(each) : each;
  };
  return JSON.stringify(value, write, 2);
}
