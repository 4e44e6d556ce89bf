// The frame of every drawing: a figure that shows the drawing itself on the site's pages and an image of it in feeds, which keep no SVG.
// Colours are the theme's, by class; only the image for feeds brings its own.

import type { Element, ElementContent } from 'hast';
import { error } from '../../model/diagnostic.ts';
import { cleanText } from '../context/clean-text.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { scrollBox } from '../html/scroll-box.ts';
import { element } from '../html/tree.ts';

export interface DrawnDiagram {
  /** Class of the `svg`: `graph`, `sequence`. */
  readonly kind: string;
  readonly width: number;
  readonly height: number;
  /** What is inside the `svg`: elements and attributes of our own making, texts escaped. */
  readonly content: string;
}

/** Drawings up to this width fit a page, if need be a little smaller; wider ones scroll in themselves. */
const pageWidth = 800;
/** Drawings up to this width fit a phone. */
const phoneWidth = 360;

/** The figure with a drawing. An error where the author says nothing for those who can't see it. */
export function diagramFigure(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  drawing: DrawnDiagram,
  context: RenderContext,
): ElementContent[] {
  const alt = cleanText(codeBlock.info.options['alt']?.value ?? '').trim();
  if (alt === '') {
    const hint = 'add `alt="…"` with what it says, in words';
    const message = 'this drawing has no text for those who cannot see it';
    context.diagnostics.push(error('diagram/missing-alt', message, openingSpan(codeBlock, context), { hint }));
  }
  const isWide = drawing.width > pageWidth;
  const size = isWide ? [classNames.diagramWide] : drawing.width > phoneWidth ? [classNames.diagramMedium] : [];
  const className = [classNames.diagramPicture, ...size];
  const scroll = isWide ? scrollBox(context.words.diagram) : {};
  const site = element('div', { className, ...scroll }, [{ type: 'prerendered', html: svg(drawing, alt) }]);
  const below = caption.length === 0 ? [] : [element('figcaption', {}, caption)];
  const medium = { type: 'per-output' as const, site: [site], feed: [image(drawing, alt)], articleOnly: false };
  return [element('figure', { className: [classNames.diagram] }, [medium, ...below])];
}

function svg({ kind, width, height, content }: DrawnDiagram, alt: string): string {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg class="${kind}" role="img" aria-label="${escapeText(alt)}" ${size} font-size="14">${content}</svg>`;
}

function image({ width, height, content }: DrawnDiagram, alt: string): Element {
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="14">`;
  const whole = `${opening}<style>${feedStyle}</style>${content}</svg>`.replaceAll('"', "'");
  const escaped = encodeURIComponent(whole).replace(/%(?:2C|2F|3A|3B|3D)/g, decodeURIComponent);
  const src = `data:image/svg+xml,${escaped.replaceAll("'", '%27')}`;
  return element('img', { src, alt, width, height });
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const feedStyle = [
  'svg{background:#fff}',
  'text{font-family:Helvetica,Arial,sans-serif;fill:#1d2433}',
  'polygon,path,ellipse,polyline,line,rect{fill:none;stroke:#5b6475}',
  '.node :is(polygon,path,ellipse,rect):not(.painted){fill:#f4f6fa}',
  '.cluster :is(polygon,path,rect):not(.painted){fill:#fafbfd;stroke:#a3abb9}',
  '.note rect{fill:#fff8e1}.activation{fill:#e3ebf8}',
  '.solid,.edge polygon:not(.hollow){fill:#5b6475}',
  '.edge text{paint-order:stroke;stroke:#fff;stroke-width:4px}',
  '.accent :is(polygon,path,ellipse,rect){stroke:#1f5fbf}',
  '.good :is(polygon,path,ellipse,rect){stroke:#1b7a3d}',
  '.bad :is(polygon,path,ellipse,rect){stroke:#b3261e}',
  '.muted :is(polygon,path,ellipse,rect){stroke:#a3abb9}',
].join('');
