// The page at an alias: redirects to the current address. It must work on any host and without scripts.

import type { RedirectProps } from 'octavo/theme';
import { wordsFor } from './words/choose.ts';
import { directionOf } from './words/direction.ts';

export default function Redirect({ lang, title, href, canonical, policy }: RedirectProps) {
  const words = wordsFor(lang);
  return (
    <html lang={lang} dir={directionOf(lang)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta http-equiv="refresh" content={`0; url=${href}`} />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {canonical !== null && <link rel="canonical" href={canonical} />}
      </head>
      <body>
        <main>
          <h1>{words.redirect}</h1>
          <p>
            {words.redirectTo} <a href={href}>{title}</a>
          </p>
        </main>
      </body>
    </html>
  );
}
