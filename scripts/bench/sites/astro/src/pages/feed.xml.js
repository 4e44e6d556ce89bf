import { newestFirst } from '../newest.mjs';

export async function GET() {
  const posts = (await newestFirst()).slice(0, 20);
  const entries = posts.map((post) => {
    const address = `https://example.org/posts/${post.id}/`;
    return `<entry><title>${escaped(post.data.title)}</title><link href="${address}"/>
<id>${address}</id><updated>${post.data.date.toISOString()}</updated>
<content type="html">${escaped(post.rendered.html.replaceAll('href="/', 'href="https://example.org/'))}</content></entry>`;
  });
  return new Response(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title><id>https://example.org/</id>
<updated>${posts[0]?.data.date.toISOString()}</updated><author><name>Bench</name></author>
${entries.join('\n')}
</feed>
`);
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
}
