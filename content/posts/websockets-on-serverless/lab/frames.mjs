// Shows the bytes of one frame each way. The mask is random in real life.
import { frame, PING, PONG, TEXT } from './ws.mjs';

const mask = Buffer.from('a1b2c3d4', 'hex');
const show = (what, bytes) => console.log(what.padEnd(24), bytes.toString('hex').replace(/../g, '$& '));
show('text "hi" by a client', frame(TEXT, 'hi', mask));
show('text "hi" by a server', frame(TEXT, 'hi'));
show('ping by a server', frame(PING));
show('pong by a client', frame(PONG, '', mask));
for (const size of [10, 200]) console.log(`${size} characters by a client: ${frame(TEXT, 'x'.repeat(size), mask).length} bytes`);
