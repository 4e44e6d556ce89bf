// Five clients connect through the platform and say nothing, until the platform ends their requests.
import { get } from 'node:http';
import { connect } from './ws.mjs';

const ends = [];
for (let n = 1; n <= 5; n++) {
  await new Promise((connected) => {
    ends.push(new Promise((end) => connect('ws://127.0.0.1:9000/?mute', { end }).then(connected)));
  });
}
const [response] = await new Promise((resolve) => get('http://127.0.0.1:9000/', (...response) => resolve(response)));
console.log((await response.toArray()).join('') + `ended with codes ${(await Promise.all(ends)).join(', ')}`);
