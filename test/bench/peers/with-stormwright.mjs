// Adds Stormwright to the workloads of the driver, and leaves only the lower bounds and the peers that PEERS names, if it names any.
export function addTo(workloads) {
  const chosen = process.env.PEERS?.split(',');
  for (const [name, workload] of Object.entries(workloads)) {
    if (/^(?:W[1-8]|gap(?:slow)?$|rt)/.test(name)) workload.peers = [...workload.peers, { peer: 'stormwright' }];
    if (chosen !== undefined) workload.peers = workload.peers.filter(({ peer }) => peer.startsWith('raw-') || peer === 'stormwright' || chosen.includes(peer));
  }
}
