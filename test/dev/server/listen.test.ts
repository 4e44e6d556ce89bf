// Which addresses the servers print: for a phone, never 0.0.0.0.

import { expect, test } from 'vitest';
import { addressesOf } from '../../../src/dev/server/listen.ts';

function interfaceWith(address: string, family: 'IPv4' | 'IPv6', internal = false) {
  return [{ address, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 }] as never;
}

const interfaces = {
  lo: interfaceWith('127.0.0.1', 'IPv4', true),
  docker0: interfaceWith('172.17.0.1', 'IPv4'),
  wlan0: interfaceWith('192.168.1.7', 'IPv4'),
  eth0: interfaceWith('fe80::1', 'IPv6'),
};

test.each([
  ['127.0.0.1', ['http://127.0.0.1:4321']],
  ['blog.local', ['http://blog.local:4321']],
  ['::1', ['http://[::1]:4321']],
  ['0.0.0.0', ['http://127.0.0.1:4321', 'http://192.168.1.7:4321', 'http://172.17.0.1:4321']],
  ['::', ['http://127.0.0.1:4321', 'http://192.168.1.7:4321', 'http://172.17.0.1:4321']],
])('%s', (host, addresses) => {
  expect(addressesOf(host, 4321, interfaces)).toEqual(addresses);
});
