import type { Aggregate } from '../resolve/model.ts';

/** The refusals that nobody has to write: an instance that is there already, is not there, or has ended. */
export function lifecycleRefusal(aggregate: Aggregate, why: 'exists' | 'missing' | 'ended'): string {
  switch (why) {
    case 'exists':
      return `${aggregate.name} already exists`;
    case 'missing':
      return `${aggregate.name} does not exist`;
    case 'ended':
      return `${aggregate.name} has ended`;
  }
}

/** Those that can happen to an aggregate, in the order in which they are judged. */
export function lifecycleRefusals(aggregate: Aggregate): readonly string[] {
  const begins = aggregate.commands.some((command) => beginsWith(aggregate, command.then.map((emission) => emission.event.name)));
  return [
    ...(aggregate.ends.length === 0 ? [] : [lifecycleRefusal(aggregate, 'ended')]),
    lifecycleRefusal(aggregate, 'missing'),
    ...(begins ? [lifecycleRefusal(aggregate, 'exists')] : []),
  ];
}

/** Whether one of the events is one that an instance begins with. */
export function beginsWith(aggregate: Aggregate, events: readonly string[]): boolean {
  return aggregate.begins.some((begin) => events.includes(begin.to.name));
}
