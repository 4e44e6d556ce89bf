// Prints when each method is called and each event is emitted: life.mjs PATH
import { FileSink } from './filesink.mjs';

const sink = new FileSink(process.argv[2]);
for (const method of ['_construct', '_write', '_final', '_destroy']) {
  const original = sink[method];
  sink[method] = function (...args) {
    const done = args.pop();
    console.log(`${method} begins`);
    original.call(this, ...args, (error) => {
      console.log(`${method} ends${error ? `: ${error.code}` : ''}`);
      done(error);
    });
  };
}
for (const event of ['finish', 'error', 'close']) {
  sink.on(event, () => console.log(`event: ${event}`));
}

sink.write('one\n');
sink.end('two\n');
console.log('end() was called');
