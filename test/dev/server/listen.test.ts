// Which addresses the servers print: for a phone, never 0.0.0.0.

import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { addressesOf, listen } from '../../../src/dev/server/listen.ts';

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

test.each([
  ['a connection that a browser opened in advance is closed without an answer', '', ''],
  ['a request that never ends is refused', 'GET / HT', 'HTTP/1.1 400 Bad Request'],
])('%s', async (_, sent, expected) => {
  const listening = await listen((_request, response) => response.end(), '127.0.0.1', 0);
  const { server, port } = listening;
  try {
    const client = connect(port, '127.0.0.1');
    const [[socket]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
    if (sent !== '') {
      client.write(sent);
      while (socket.bytesRead === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    // What Node does after the time limit.
    server.emit('clientError', Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
    let answer = '';
    for await (const part of client) answer += String(part);
    expect(answer.split('\r\n')[0]).toBe(expected);
  } finally {
    await listening.close();
  }
});
