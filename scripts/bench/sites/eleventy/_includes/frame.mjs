// What all pages have around them, and a post as lists show it.

export function frame(title, main) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>
<body>
<header><a href="/">Bench</a> <nav><a href="/tags/">Tags</a></nav></header>
<main>
${main}
</main>
<footer>Bench</footer>
</body>
</html>
`;
}

export function entry(post) {
  return `<article class="entry">
<h2><a href="${post.url}">${escaped(post.data.title)}</a></h2>
<time datetime="${post.date.toISOString()}">${post.date.toISOString().slice(0, 10)}</time>
<div class="prose">${post.content.split('<!--more-->')[0]}</div>
<a class="read-more" href="${post.url}">Read more</a>
${tagList(post.data.tags)}
</article>`;
}

export function tagList(tags) {
  return `<ul class="tags">${tags.map((tag) => `<li><a href="/tags/${tag}/">${tag}</a></li>`).join('')}</ul>`;
}

export function pager(number, of, address) {
  const newer = number > 1 ? `<a rel="prev" href="${address(number - 1)}">Newer</a>` : '';
  const older = number < of ? `<a rel="next" href="${address(number + 1)}">Older</a>` : '';
  return `<nav class="pager">${newer} ${number} / ${of} ${older}</nav>`;
}

export function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
}
