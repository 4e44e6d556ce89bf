// #region class
import { close, open, read } from 'node:fs';
import { Readable } from 'node:stream';

export class FileSource extends Readable {
  #reading = false;
  #whenIdle = null;

  constructor(path, options) {
    super(options);
    this.path = path;
    this.fd = null;
  }

  _construct(done) {
    open(this.path, (error, fd) => {
      if (!error) this.fd = fd;
      done(error);
    });
  }

  _read(size) {
    const buffer = Buffer.alloc(size);
    this.#reading = true;
    read(this.fd, buffer, 0, size, null, (error, count) => {
      this.#reading = false;
      if (this.#whenIdle) this.#whenIdle();
      else if (error) this.destroy(error);
      else if (count === 0) this.push(null); // the end
      else this.push(buffer.subarray(0, count));
    });
  }

  _destroy(error, done) {
    if (this.fd === null) return done(error);
    const end = () => close(this.fd, (closeError) => done(error ?? closeError));
    if (this.#reading) this.#whenIdle = end; // never close under a running read
    else end();
  }
}
// #endregion class
