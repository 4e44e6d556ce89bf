// `build --compress`: a `.br` and a `.gz` file next to each file that becomes smaller by it, for hosts that send such files as they are.
// Node compresses in its own threads. A file is compressed again only if it has changed. Must never replace a file that the site has.

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { digestOf } from '../../text/digest.ts';
import type { GeneratedFiles } from '../cache/generated-files.ts';
import type { EmittedFile } from './emit.ts';

export interface Compressed {
  readonly files: readonly EmittedFile[];
  /** How many files were compressed now, rather than by an earlier build. */
  readonly made: number;
}

/** Fonts, images and archives are compressed already. */
const compressible = /\.(?:html?|css|m?js|json|xml|txt|md|svg|csv|ics|map|wasm|ttf|otf|webmanifest)$/i;
/** Settings for the host, which it does not serve. */
const forTheHost = /^[._][^/]*$/;
/** A smaller file fits into the first packet of an answer anyway. */
const minBytes = 1024;
/** A host gains nothing from a file that is nearly as large. */
const maxRatio = 0.95;

/** Quality 11 saves 1 % more than 10 and takes several times as long; 10 is 14 % smaller than gzip. */
const brotliOptions = (size: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 10,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: size,
  },
});

const encoders: readonly Encoder[] = [
  {
    extension: 'br',
    version: `brotli ${process.versions['brotli'] ?? ''} 10`,
    encode: (bytes) => promisify(brotliCompress)(bytes, brotliOptions(bytes.length)),
  },
  { extension: 'gz', version: `zlib ${process.versions['zlib'] ?? ''} 9`, encode: gzipped },
];

interface Encoder {
  readonly extension: string;
  /** Whatever decides the bytes besides the file. */
  readonly version: string;
  readonly encode: (bytes: Uint8Array) => Promise<Uint8Array>;
}

const nothing = digestOf('');

/** Throws as `bytes` of a file does. */
export async function compressAll(files: readonly EmittedFile[], cache: GeneratedFiles): Promise<Compressed> {
  const taken = new Set(files.map(({ path }) => path));
  const jobs = files
    .filter(({ path }) => compressible.test(path) && !forTheHost.test(path))
    .flatMap((file) => encoders.map((encoder) => ({ file, encoder, path: `${file.path}.${encoder.extension}` })))
    .filter(({ path }) => !taken.has(path));
  const keys = new Set<string>();
  let made = 0;
  const found = await Promise.all(
    jobs.map(async ({ file, encoder, path }): Promise<EmittedFile[]> => {
      const key = digestOf(`${encoder.version} ${file.digest}`);
      keys.add(key);
      const digest = await cache.ensure(key, async () => {
        const bytes = await smaller(file.bytes(), encoder);
        if (bytes.length > 0) made++;
        return bytes;
      });
      return digest === nothing ? [] : [{ path, digest, bytes: () => cache.bytesOf(key) }];
    }),
  );
  cache.prune(keys);
  return { files: found.flat(), made };
}

/** Empty if the file isn't worth it. */
async function smaller(bytes: Uint8Array, { encode }: Encoder): Promise<Uint8Array> {
  if (bytes.length < minBytes) return new Uint8Array();
  const encoded = await encode(bytes);
  return encoded.length > bytes.length * maxRatio ? new Uint8Array() : encoded;
}

async function gzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const encoded = await promisify(gzip)(bytes, { level: 9 });
  // Byte 9 names the operating system, which must not matter: 255 is "unknown".
  encoded[9] = 255;
  return encoded;
}
