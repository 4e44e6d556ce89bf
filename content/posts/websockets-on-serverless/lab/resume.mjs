// A client is cut off by the platform and connects again. What has it missed?
import { connect } from './ws.mjs';

const url = 'ws://127.0.0.1:9100/';

async function say(text) {
  let heard;
  const done = new Promise((resolve) => (heard = resolve));
  const socket = await connect(url, { text: (line) => line.endsWith(text) && heard() });
  socket.send(text);
  await done;
  socket.close();
}

// #region resume
async function watch(resuming) {
  const seen = [];
  const number = () => (seen.length ? Number(seen.at(-1).split(':')[0]) : 0);
  let wake = () => {};
  const until = async (text) => {
    while (!seen.at(-1)?.endsWith(text)) await new Promise((resolve) => (wake = resolve));
  };
  const dial = () =>
    new Promise((cut) => {
      const query = resuming && seen.length ? `?mute&after=${number()}` : '?mute';
      connect(url + query, { text: (line) => (seen.push(line), wake()), end: cut }).then(() => wake());
    });
  const way = resuming ? 'resuming' : 'naive';
  const gone = dial();
  await new Promise((resolve) => (wake = resolve)); // connected
  await say(`${way} one`);
  await until('one');
  console.log(`${way}: cut with code ${await gone}`); // the platform's limit
  await say(`${way} two`);
  await say(`${way} three`);
  dial();
  await new Promise((resolve) => (wake = resolve));
  await say(`${way} four`);
  await until('four');
  console.log(seen.map((line) => `  ${line}`).join('\n'));
}
// #endregion resume

await watch(false);
await watch(true);
process.exit();
