import { lookup as lookUp, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why a connection was not made: its address is one of this machine, of its network, or of nobody. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/**
 * Whether an address is of the public internet. What IPv6 only wraps (IPv4, in one of several ways) is none: who wants to reach a machine
 * next door through it could.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && !GLOBAL.some(([range, bits]) => parsed.match(range, bits))) return false;
  return parsed.range() === 'unicast';
}

/** What has been given out of IPv6 to be reached from everywhere. Source: RFC 4291, 2.4, and IANA's registry of address space. */
const GLOBAL = [ipaddr.IPv6.parseCIDR('2000::/3')];

/**
 * Finds the addresses of a name for a socket that is about to connect to them, and refuses all of them when one is not public. It is the socket itself
 * that asks, so a name can not mean something else by the time it is used.
 */
export const lookUpPublic: LookupFunction = (hostname, options, answer) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return answer(error ?? new Error(`${hostname} has no address.`), '');
    if (!addresses.every(({ address }: LookupAddress) => isPublic(address))) return answer(privateAddress(hostname), '');
    if (options.all === true) return answer(null, addresses);
    return answer(null, first.address, first.family);
  });
};

export function privateAddress(hostname: string): PrivateAddress {
  return new PrivateAddress(`${hostname} is an address of this machine or of its own network, and those are not asked.`);
}
