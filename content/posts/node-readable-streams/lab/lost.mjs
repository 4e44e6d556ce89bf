// resume() without a listener.
import { createReadStream } from 'node:fs';

const source = createReadStream('poem.txt', 'utf8');
source.on('end', () => console.log('end'));
source.resume();

setTimeout(() => {
  source.on('data', (text) => console.log('data:', text));
  console.log('a listener, too late');
}, 200);
