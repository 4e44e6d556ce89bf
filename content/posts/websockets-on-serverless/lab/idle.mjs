// Opens connections through proxies that end what is idle for three seconds, and sees after eight which are left.
import { connect } from './ws.mjs';

const ports = { nginx: 8082, HAProxy: 8083 };
const ways = {
  'nobody sends': '/?mute',
  'the client sends every 0.5 s': '/?mute',
  'the server pings every 0.5 s': '/?ping',
  'it pings, and nobody answers': '/?ping',
  'the same, and it counts pongs': '/?ping&check',
};
const results = [];
for (const [way, path] of Object.entries(ways)) {
  for (const [proxy, port] of Object.entries(ports)) {
    const result = { proxy, way, text: 'open after 8 s' };
    results.push(result);
    const socket = await connect(`ws://127.0.0.1:${port}${path}`, {
      frozen: way.endsWith('answers') || way.endsWith('pongs'),
      end: (code) => (result.text = `ended, code ${code}`),
    });
    if (way.startsWith('the client')) setInterval(() => socket.send('x'), 500).unref();
  }
}
await new Promise((resolve) => setTimeout(resolve, 8000));
for (const { proxy, way, text } of results) console.log(`${proxy.padEnd(9)}${way.padEnd(30)}${text}`);
process.exit();
