// Which mode is a stream in?
import { Readable } from 'node:stream';

const stream = new Readable({ read() {} });
const show = (what) => console.log(`${what}: ${stream.readableFlowing}`);
const listener = () => {};

show('created');
stream.on('data', listener);
show('a data listener');
stream.pause();
show('pause()');
stream.resume();
show('resume()');
stream.off('data', listener);
show('data listener removed');
stream.on('readable', () => {});
show('a readable listener');
stream.on('data', listener);
show('data listener added again');
