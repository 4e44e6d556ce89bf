// resume() without a listener.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';

const source = createReadStream('poem.txt', 'utf8');
source.resume();
await once(source, 'end');
console.log('end');

source.on('data', (text) => console.log('data:', text));
console.log('a listener, too late');
