import type { ComponentChildren } from 'preact';
import type { PageFrame } from '../../../../src/model/props.ts';

/** As little as a page can be, with everything that its props say somewhere in it. */
export function Frame({ frame, children }: { frame: PageFrame; children: ComponentChildren }) {
  const { head, site, lang } = frame;
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <title>{head.title}</title>
        {head.description && <meta name="description" content={head.description} />}
        {head.canonical && <link rel="canonical" href={head.canonical} />}
        {head.styleHrefs.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
      </head>
      <body>
        <nav>
          <a href={site.homeHref}>{site.title}</a>
          {site.nav.map((item) => (
            <a href={item.href}>{item.title}</a>
          ))}
        </nav>
        <main>{children}</main>
      </body>
    </html>
  );
}

export function Raw({ html }: { html: string }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}

export function Links({ links }: { links: readonly { readonly href: string; readonly title: string }[] }) {
  return (
    <ul>
      {links.map((link) => (
        <li>
          <a href={link.href}>{link.title}</a>
        </li>
      ))}
    </ul>
  );
}
