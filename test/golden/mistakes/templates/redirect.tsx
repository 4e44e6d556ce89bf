import type { RedirectProps } from '../../../../src/model/props.ts';

export default function Redirect({ lang, title, href }: RedirectProps) {
  return (
    <html lang={lang}>
      <head>
        <title>{title}</title>
        <meta http-equiv="refresh" content={`0; url=${href}`} />
      </head>
      <body>
        <a href={href}>{title}</a>
      </body>
    </html>
  );
}
