// A text in chunks of four bytes.
import { createReadStream } from 'node:fs';

const options = { highWaterMark: 4 };
let text = '';
for await (const chunk of createReadStream('price.txt', options)) text += chunk;
console.log('chunk by chunk:', text.trim());

text = '';
const source = createReadStream('price.txt', options);
source.setEncoding('utf8');
for await (const chunk of source) text += chunk;
console.log('setEncoding:   ', text.trim());
