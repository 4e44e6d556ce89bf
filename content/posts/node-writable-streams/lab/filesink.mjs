// #region class
import { close, fsync, open, write } from 'node:fs';
import { Writable } from 'node:stream';

export class FileSink extends Writable {
  #writing = false;
  #whenIdle = null;

  constructor(path, options) {
    super(options);
    this.path = path;
    this.fd = null;
  }

  _construct(done) {
    open(this.path, 'w', (error, fd) => {
      if (!error) this.fd = fd;
      done(error);
    });
  }

  _write(chunk, encoding, done) {
    this.#writing = true;
    write(this.fd, chunk, 0, chunk.length, null, (error, written) => {
      this.#writing = false;
      if (this.#whenIdle) this.#whenIdle(); // destroyed meanwhile
      else if (error) done(error);
      else if (written < chunk.length) {
        // The system took a part only: try again with the rest.
        this._write(chunk.subarray(written), encoding, done);
      } else done();
    });
  }

  _final(done) {
    fsync(this.fd, done); // all chunks are written: make them last
  }

  _destroy(error, done) {
    if (this.fd === null) return done(error);
    const end = () => close(this.fd, (closeError) => done(error ?? closeError));
    if (this.#writing) this.#whenIdle = end; // never close under a running write
    else end();
  }
}
// #endregion class
