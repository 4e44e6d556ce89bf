// The frame of every page: skip link, header, main, footer. The template of a page must never bring anything but the content
// of `main`.

import type { PageFrame } from 'octavo/theme';
import type { ComponentChildren } from 'preact';
import { wordsFor } from '../words/choose.ts';
import { directionOf } from '../words/direction.ts';
import { Footer } from './footer.tsx';
import { Head } from './head.tsx';
import { Header } from './header.tsx';

interface Props {
  readonly frame: PageFrame;
  /** The kind of page: the class of `body`, for style sheets. */
  readonly kind: string;
  /** On the index, the site's title is the heading of the page. */
  readonly titleIsHeading?: boolean;
  /** Whether the page is a list of posts: an `h-feed` of microformats. */
  readonly feed?: boolean;
  readonly children: ComponentChildren;
}

export function Layout({ frame, kind, titleIsHeading = false, feed = false, children }: Props) {
  const words = wordsFor(frame.lang);
  return (
    <html lang={frame.lang} dir={directionOf(frame.lang)}>
      <Head head={frame.head} siteTitle={frame.site.title} />
      <body class={feed ? `kind-${kind} h-feed` : `kind-${kind}`} data-copy={words.copy} data-copied={words.copied}>
        <a class="skip-link" href="#octavo-main">
          {words.skipToContent}
        </a>
        <Header site={frame.site} lang={frame.lang} titleIsHeading={titleIsHeading} />
        <main id="octavo-main" tabIndex={-1}>
          {children}
        </main>
        <Footer site={frame.site} lang={frame.lang} />
      </body>
    </html>
  );
}
