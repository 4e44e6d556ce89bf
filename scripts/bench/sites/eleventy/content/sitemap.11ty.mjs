export const data = { permalink: '/sitemap.xml' };

export function render({ collections }) {
  const posts = collections.posts.map(
    (post) => `<url><loc>https://example.org${post.url}</loc><lastmod>${post.date.toISOString()}</lastmod></url>`,
  );
  const tags = [...new Set(collections.tagPages.map((list) => list.tag))];
  const lists = tags.map((tag) => `<url><loc>https://example.org/tags/${tag}/</loc></url>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...posts, ...lists].join('\n')}
</urlset>
`;
}
