// #region class
import { close, fsync, open, write } from 'node:fs';
import { Writable } from 'node:stream';

export class FileSink extends Writable {
  #busy = false;
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
    this.#busy = true;
    write(this.fd, chunk, 0, chunk.length, null, (error, written) => {
      const isShort = !error && written < chunk.length;
      if (isShort && !this.destroyed) {
        // A short write: write the rest.
        this._write(chunk.subarray(written), encoding, done);
      } else this.#idle(done, isShort ? new Error('destroyed during a write') : error);
    });
  }

  _final(done) {
    this.#busy = true;
    fsync(this.fd, (error) => this.#idle(done, error)); // put all chunks on the disk
  }

  #idle(done, error) {
    this.#busy = false;
    done(error); // always, even if nobody is waiting any more
    if (!this.#busy) this.#whenIdle?.(); // `done` may start the next call
  }

  _destroy(error, done) {
    if (this.fd === null) return done(error);
    const end = () => close(this.fd, (closeError) => done(error ?? closeError));
    if (this.#busy) this.#whenIdle = end; // never close under a running call
    else end();
  }
}
// #endregion class
