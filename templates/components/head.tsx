// The document's head. The props decide what a page loads; this file adds the order and the colors of the browser's toolbars.
// It must never contain an inline script or style.

import type { HeadProps } from 'octavo/theme';
import { headerEndId } from './header.tsx';
import { JsonLd } from './json-ld.tsx';

interface Props {
  readonly head: HeadProps;
  readonly siteTitle: string;
}

export function Head({ head, siteTitle }: Props) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content={head.policy} />
      <title>{head.title}</title>
      {/* The style sheet is the largest file that the first paint waits for: request it first, on the connection that is already open. */}
      {head.styleHrefs.map((href) => (
        <link rel="stylesheet" href={href} />
      ))}
      {/* Don't paint before the header is complete: its parts move until then. Preact's types don't have `expect` yet. */}
      <link {...{ rel: 'expect', href: `#${headerEndId}`, blocking: 'render' }} />
      {head.earlyScriptHrefs.map((href) => (
        <script src={href} />
      ))}
      {head.preloadFontHrefs.map((href) => (
        <link rel="preload" href={href} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      {head.scriptHrefs.map((href) => (
        <script type="module" src={href} />
      ))}
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fdfcfa" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#17181a" media="(prefers-color-scheme: dark)" />
      {head.description !== null && <meta name="description" content={head.description} />}
      {head.robots !== null && <meta name="robots" content={head.robots} />}
      {head.canonical !== null && <link rel="canonical" href={head.canonical} />}
      {head.iconHref !== null && <link rel="icon" href={head.iconHref} type="image/svg+xml" />}
      {head.prevHref !== null && <link rel="prev" href={head.prevHref} />}
      {head.nextHref !== null && <link rel="next" href={head.nextHref} />}
      {head.alternates.map(({ lang, href }) => (
        <link rel="alternate" hreflang={lang} href={href} />
      ))}
      {head.feeds.map(({ href, title, type }) => (
        <link rel="alternate" type={type} title={title} href={href} />
      ))}
      {head.openSearchHref !== null && (
        <link rel="search" type="application/opensearchdescription+xml" title={siteTitle} href={head.openSearchHref} />
      )}
      {head.markdownHref !== null && <link rel="alternate" type="text/markdown" href={head.markdownHref} />}
      {head.openGraph.map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
      {head.jsonLd.map((value) => (
        <JsonLd value={value} />
      ))}
    </head>
  );
}
