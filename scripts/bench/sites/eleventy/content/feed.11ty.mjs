import { escaped } from '../_includes/frame.mjs';

export const data = { permalink: '/feed.xml' };

export function render({ collections }) {
  const posts = collections.posts.slice(0, 20);
  const entries = posts.map(
    (post) => `<entry><title>${escaped(post.data.title)}</title><link href="https://example.org${post.url}"/>
<id>https://example.org${post.url}</id><updated>${post.date.toISOString()}</updated>
<content type="html">${escaped(post.content.replaceAll('href="/', 'href="https://example.org/'))}</content></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title><id>https://example.org/</id>
<updated>${posts[0]?.date.toISOString()}</updated><author><name>Bench</name></author>
${entries.join('\n')}
</feed>
`;
}
