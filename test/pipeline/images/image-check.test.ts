// Guards that every image is known by its bytes: what browsers show passes under its own name, everything else is named.

import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { imageProblem } from '../../../src/pipeline/images/image-check.ts';
import { variantsOf } from '../../../src/pipeline/images/variants.ts';
import { png } from '../../support/image.ts';

const small = png({ width: 20, height: 10 });
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const problem = (path: string, content: string | Uint8Array) =>
  imageProblem(path, typeof content === 'string' ? bytes(content) : content)?.message ?? null;

describe.each(['png', 'jpeg', 'gif', 'webp', 'avif'] as const)('%s', (format) => {
  test('is fine under its own name, warned about under another, and damaged where its end is missing', async () => {
    const image = await sharp(small).toFormat(format).toBuffer();
    expect(problem(`a.${format}`, image)).toBeNull();
    expect(problem(`a.${format.toUpperCase()}`, image)).toBeNull();
    expect(imageProblem(format === 'png' ? 'a.jpg' : 'a.png', image)?.severity).toBe('warning');
    if (format !== 'avif') expect(problem(`a.${format}`, image.subarray(0, image.length - 14))).toBe('is cut short');
  });
});

test.each([
  ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', null],
  ['a.svg', '\u00EF\u00BB\u00BF<?xml version="1.0"?><!DOCTYPE svg><!-- c -->\n<svg/>', null],
  ['a.svg', 'no SVG, which is reported where it is cleaned', null],
  ['a.svg', '<!doctype html><svg></svg>', 'is an HTML page, not an image'],
  ['a.ico', '\0\0\u0001\0\u0001\0', null],
  ['a.bmp', 'BM\u0046\0\0\0\0\0\0\0', null],
  ['a.png', '', 'is an empty file, not an image'],
  ['a.png', ' \n<HTML>', 'is an HTML page, not an image'],
  ['a.png', 'anything', 'is of a format that browsers do not know, not an image'],
  ['a.heic', '\0\0\0\u0018ftypheic', "is a HEIC image, which most browsers can't show"],
  ['a.jpg', '\0\0\0\u0018ftypmif1\0\0\0\0heic', "is a HEIC image, which most browsers can't show"],
  ['a.tif', 'MM\0*', "is a TIFF image, which most browsers can't show"],
  ['a.psd', '8BPS', "is a Photoshop image, which most browsers can't show"],
  ['a.jp2', '\0\0\0\u000CjP  \r\n', "is a JPEG 2000 image, which most browsers can't show"],
  ['a.mp4', '\0\0\0\u0018ftypisom', 'is a video, not an image'],
  ['a.pdf', '%PDF-1.4', 'is a PDF document, not an image'],
  ['a.png', 'PK\u0003\u0004', 'is a ZIP archive, not an image'],
])('%s with %j', (path, content, message) => {
  expect(problem(path, content)).toBe(message);
});

describe('a limit of one encoding leaves out that encoding alone', () => {
  const large = png({ width: 400, height: 20 });
  const variants = (width: number, height: number) => {
    const path = 'content/posts/a/long.png';
    const url = '/assets/long-0123456789.png';
    return variantsOf({ path, url, digest: 'digest', bytes: large, size: { width, height } }).map(
      ({ type, width: across }) => `${type.slice(6)} ${across}`,
    );
  };

  test.each([
    [1000, 16_383, ['avif 640', 'avif 1000', 'webp 640', 'webp 1000']],
    [1000, 16_384, ['avif 640', 'avif 1000', 'webp 640']],
    [1000, 16_385, ['avif 640', 'webp 640']],
    [640, 40_000, []],
  ])('%d × %d', (width, height, expected) => {
    expect(variants(width, height)).toEqual(expected);
  });
});
