// Data for search engines. It is data, not script, but it stands in a `script` element: no `<` may reach it, or a title
// could close the element.

export function JsonLd({ value }: { readonly value: unknown }) {
  const json = JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
