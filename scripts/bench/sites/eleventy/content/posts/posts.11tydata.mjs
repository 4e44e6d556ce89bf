export default { layout: 'post.11ty.mjs', permalink: ({ page }) => `/posts/${page.fileSlug}/index.html` };
