// Ends an instance politely and then rudely, and shows what its client sees.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from './ws.mjs';

for (const signal of ['SIGTERM', 'SIGKILL']) {
  const instance = spawn('node', ['chat.mjs'], { env: { ...process.env, PORT: '9400' } });
  await once(instance.stdout, 'data');
  const code = new Promise((end) => connect('ws://127.0.0.1:9400/?mute', { end }).then(() => instance.kill(signal)));
  console.log(`${signal}: the client's connection ends with code ${await code}`);
  if (instance.exitCode === null && instance.signalCode === null) await once(instance, 'exit');
}
