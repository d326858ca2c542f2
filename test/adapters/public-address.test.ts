import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { isPublic, lookUpPublic } from '../../runtime/adapters/public-address.ts';

const PRIVATE: readonly (readonly [string, string])[] = [
  ['this machine', '127.0.0.1'], ['this machine by another number', '127.99.0.1'], ['this machine in IPv6', '::1'], ['no address yet', '0.0.0.0'], ['no address yet in IPv6', '::'],
  ['a private network', '10.1.2.3'], ['another private network', '172.16.0.1'], ['the network at home', '192.168.1.1'], ['behind a carrier', '100.64.0.1'], ['what a cloud tells its machines', '169.254.169.254'],
  ['link-local in IPv6', 'fe80::1'], ['unique local', 'fd00::1'], ['multicast', '224.0.0.1'], ['multicast in IPv6', 'ff02::1'], ['everybody', '255.255.255.255'], ['an example', '192.0.2.1'], ['a benchmark', '198.18.0.1'],
  ['this machine mapped into IPv6', '::ffff:127.0.0.1'], ['a private network mapped', '::ffff:10.0.0.1'], ['this machine compatible with IPv4', '::127.0.0.1'], ['this machine behind NAT64', '64:ff9b::7f00:1'],
  ['this machine behind local NAT64', '64:ff9b:1::7f00:1'], ['this machine in 6to4', '2002:7f00:1::'], ['Teredo', '2001:0:7f00:1::'], ['the old site', 'fec0::1'], ['no address at all', 'localhost'], ['nothing', ''],
];

describe('An address', () => {
  test.each(PRIVATE)('is not public: %s, %s', (_, address) => expect(isPublic(address)).toBe(false));

  test.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('is public: %s', (address) => expect(isPublic(address)).toBe(true));

  const lookedUp = (name: string, all: boolean): Promise<string | readonly LookupAddress[]> => new Promise((resolve, reject) => lookUpPublic(name, { all }, (error, address) => (error === null ? resolve(address) : reject(error))));

  test.each([true, false])('that a name stands for is refused where the socket asks for it, one or all: %s', async (all) => {
    await expect(lookedUp('localhost', all)).rejects.toThrow('localhost is an address of this machine or of its own network, and those are not asked.');
  });

  test('that is written out goes through', async () => {
    expect([await lookedUp('8.8.8.8', false), await lookedUp('8.8.8.8', true)]).toEqual(['8.8.8.8', [{ address: '8.8.8.8', family: 4 }]]);
  });
});
