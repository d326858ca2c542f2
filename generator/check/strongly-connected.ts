/**
 * Tarjan's strongly connected components of a graph: groups of nodes that can all be reached from each other. One pass,
 * without recursion, so that a chain of any length can be followed. In the order of the nodes.
 */
export function stronglyConnected<Node>(next: ReadonlyMap<Node, readonly Node[]>): readonly ReadonlySet<Node>[] {
  const found: ReadonlySet<Node>[] = [];
  const numbers = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const enter = (node: Node): Visit<Node> => {
    numbers.set(node, numbers.size);
    lowest.set(node, numbers.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, ways: (next.get(node) ?? [])[Symbol.iterator]() };
  };
  const lower = (node: Node, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  for (const root of next.keys()) {
    if (numbers.has(root)) continue;
    const visits = [enter(root)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { value: to, done } = visit.ways.next();
      if (done !== true) {
        if (!numbers.has(to)) visits.push(enter(to));
        else if (isOpen.has(to)) lower(visit.node, numbers.get(to) ?? 0);
        continue;
      }
      visits.pop();
      const parent = visits.at(-1);
      if (parent !== undefined) lower(parent.node, lowest.get(visit.node) ?? 0);
      if (lowest.get(visit.node) === numbers.get(visit.node)) found.push(takenUpTo(visit.node, open, isOpen));
    }
  }
  return found.reverse();
}

interface Visit<Node> {
  readonly node: Node;
  readonly ways: Iterator<Node>;
}

/** In the order in which they were entered. */
function takenUpTo<Node>(root: Node, open: Node[], isOpen: Set<Node>): ReadonlySet<Node> {
  const members = open.splice(open.lastIndexOf(root));
  for (const member of members) isOpen.delete(member);
  return new Set(members);
}
