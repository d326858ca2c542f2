import { type Flow, type FlowOutcome, type FlowReaction, type FlowSending } from './flow.ts';
import { stronglyConnected } from './strongly-connected.ts';

/** Once round: on an event a policy reacts, what it sends leads to the event of the next step, and the last one's to the first. */
export interface Loop {
  readonly steps: readonly LoopStep[];
}

export interface LoopStep {
  /** What the policy reacts to. */
  readonly event: string;
  readonly reaction: FlowReaction;
  readonly sending: FlowSending;
  readonly outcome: FlowOutcome;
  readonly guarded: boolean;
}

/** Loops that an `if` or an `unless` may end: for the board. Every sending that is in one is in at least one of those given. */
export function guardedLoops(flow: Flow): readonly Loop[] {
  return loopsOf(flow, () => true).filter(({ steps }) => steps.some((step) => step.guarded));
}

/** Loops that nothing ends. Every sending that is in one is in at least one of those given; the shortest come first. */
export function endlessLoops(flow: Flow): readonly Loop[] {
  return loopsOf(flow, (step) => !step.guarded);
}

/** From one thing to the next: an event, a reaction, a sending, an outcome. */
type Node = string;

interface Graph {
  readonly next: ReadonlyMap<Node, readonly Node[]>;
  readonly sendings: ReadonlyMap<Node, FlowSending>;
  readonly outcomes: ReadonlyMap<Node, FlowOutcome>;
}

function loopsOf(flow: Flow, isOpen: (step: { readonly guarded: boolean }) => boolean): readonly Loop[] {
  const graph = graphOf(flow, isOpen);
  const loops: Loop[] = [];
  const covered = new Set<FlowSending>();
  for (const members of stronglyConnected(graph.next)) {
    if (members.size < 2) continue;
    for (const node of members) {
      const sending = graph.sendings.get(node);
      // In a large tangle the shortest loop through each sending is not asked for where one through it is known.
      if (sending === undefined || (members.size > MANY && covered.has(sending))) continue;
      const loop = shortestLoop(node, members, graph);
      if (loop === undefined) continue;
      for (const step of loop.steps) covered.add(step.sending);
      loops.push(loop);
    }
  }
  return withoutRepeats(loops);
}

const MANY = 200;

/** Of loops through the same sendings only the first; then those that show a sending which no shorter one shows. */
function withoutRepeats(loops: readonly Loop[]): readonly Loop[] {
  const shown = new Set<FlowSending>();
  return [...loops].sort((a, b) => a.steps.length - b.steps.length || startOf(a) - startOf(b)).filter(({ steps }) => {
    const fresh = steps.some((step) => !shown.has(step.sending));
    for (const step of steps) shown.add(step.sending);
    return fresh;
  });
}

function startOf({ steps }: Loop): number {
  return Math.min(...steps.map((step) => step.sending.span.start));
}

function graphOf(flow: Flow, isOpen: (step: { readonly guarded: boolean }) => boolean): Graph {
  const next = new Map<Node, Node[]>();
  const link = (from: Node, to: Node): void => {
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  };
  const sendings = new Map<Node, FlowSending>();
  const outcomes = new Map<Node, FlowOutcome>();
  const sendingNodes = new Map<FlowReaction, Node[]>();
  for (const sending of flow.sendings) {
    if (!isOpen(sending) || !isOpen(sending.reaction)) continue;
    const node = `sending ${sendings.size}`;
    sendings.set(node, sending);
    const nodes = sendingNodes.get(sending.reaction);
    if (nodes === undefined) sendingNodes.set(sending.reaction, [node]);
    else nodes.push(node);
    link(node, `command ${sending.target}`);
  }
  for (const [reaction, nodes] of sendingNodes) for (const event of reaction.events) for (const node of nodes) link(`event ${event}`, node);
  for (const outcome of flow.outcomes) {
    if (!isOpen(outcome)) continue;
    const node = `outcome ${outcomes.size}`;
    outcomes.set(node, outcome);
    link(`command ${outcome.command}`, node);
    link(node, `event ${outcome.event}`);
  }
  return { next, sendings, outcomes };
}

/** The first one found from `start` back to itself, step by step outwards: no other is shorter. */
function shortestLoop(start: Node, members: ReadonlySet<Node>, graph: Graph): Loop | undefined {
  const before = new Map<Node, Node>();
  const queue: Node[] = [start];
  for (let index = 0; index < queue.length; index += 1) {
    const node = queue[index] ?? start;
    for (const next of graph.next.get(node) ?? []) {
      if (next === start) return loopAlong([...backFrom(node, before), start], graph);
      if (!members.has(next) || before.has(next)) continue;
      before.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

/** The way to `node`, its beginning first. */
function backFrom(node: Node, before: ReadonlyMap<Node, Node>): readonly Node[] {
  const way: Node[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = before.get(at)) way.push(at);
  return way.reverse();
}

/** From nodes, beginning and ending at the same sending, to steps; the loop begins where it is written first. */
function loopAlong(nodes: readonly Node[], { sendings, outcomes }: Graph): Loop {
  const steps: LoopStep[] = [];
  let event = '';
  let sending: FlowSending | undefined;
  // Once more round at the end, where the event that comes before the first sending is known.
  for (const node of [...nodes.slice(0, -1), ...nodes]) {
    if (node.startsWith('event ')) event = node.slice('event '.length);
    sending = sendings.get(node) ?? sending;
    const outcome = outcomes.get(node);
    if (outcome === undefined || sending === undefined) continue;
    const { reaction } = sending;
    steps.push({ event, reaction, sending, outcome, guarded: sending.guarded || reaction.guarded || outcome.guarded });
  }
  const once = steps.slice(steps.length / 2);
  const first = once.reduce((least, step, index) => (step.sending.span.start < (once[least]?.sending.span.start ?? 0) ? index : least), 0);
  return { steps: [...once.slice(first), ...once.slice(0, first)] };
}
