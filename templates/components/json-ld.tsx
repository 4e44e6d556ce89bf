// Structured data for search engines. It is data, but in a `script` element: it must never contain `<`, or a title could
// close the element.

export function JsonLd({ value }: { readonly value: unknown }) {
  const json = JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
