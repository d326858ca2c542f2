// Adds Stormwright to the workloads of the driver, and leaves only the peers that PEERS names, if it names any.
const DIRECT = ['raw-mem', 'raw-pg'];

export function addTo(workloads) {
  const chosen = process.env.PEERS?.split(',');
  for (const [name, workload] of Object.entries(workloads)) {
    if (/^(?:W[1-8]|gap(?:slow)?$|rt)/.test(name)) workload.peers = [...workload.peers, { peer: 'stormwright' }];
    if (chosen !== undefined) workload.peers = workload.peers.filter(({ peer }) => DIRECT.includes(peer) || peer === 'stormwright' || chosen.includes(peer));
  }
}
