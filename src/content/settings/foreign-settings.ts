// Settings of other generators and what they are called here, for hints. No foreign name may ever be accepted.

const names: { readonly [ours: string]: string } = {
  url: 'baseurl base_url base-url siteurl site_url site-url website domain hostname host root_url canonicalurl',
  title: 'name sitename site_name site_title sitetitle blogtitle',
  tagline: 'subtitle slogan headline',
  description: 'summary about site_description',
  language: 'lang locale languagecode language_code defaultcontentlanguage default_language htmllang',
  timezone: 'tz time_zone timezoneid',
  author: 'authors owner creator author_name',
  license: 'licence copyright rights',
  nav: 'menu menus navigation navbar header header_pages sidebar main_menu navlinks',
  'pagination: {size: 10}':
    'paginate paginate_by per_page page_size pagesize postsperpage posts_per_page paginateby paginator',
  'feeds: {limit: 10}': 'feed rss atom rsslimit feed_limit generate_feed generate_feeds',
  series: 'serie collections',
  tags: 'tag vocabulary keywords',
  edit: 'editurl edit_url editlink edit_link editpost edit_uri repo repository github_repo',
  source: 'sourceurl source_url viewsource',
  cards: 'og opengraph social_cards socialcards ogimage social',
  images: 'image exif imaging',
  markdown: 'markup goldmark kramdown marked remark rehype md',
  'media: {hosts: […]}': 'csp content_security_policy contentsecuritypolicy imagehosts',
  'scripts: {hosts: […]}': 'script javascript js',
  'frames: {hosts: […]}': 'iframes iframe embeds embed',
  'links: {elsewhere: […]}': 'ignore_links ignorelinks link_checker linkchecker exclude_links',
  'dev: {hosts: […]}': 'server devserver dev_server allowedhosts allowed_hosts',
  frontMatter: 'front_matter frontmatter unknownkeys',
};

/** Our setting for each name, in lower case. */
export const foreignSettings: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([ours, theirs]) => theirs.split(' ').map((name) => [name, ours] as const)),
);

const theme = 'a theme is a folder: put files into `templates/`, which replace those of the default theme';
const parameters = 'there are no parameters of themes: write values into the files of `templates/`';
const folders =
  'folders have fixed names: `content/`, `public/`, `templates/` and `dist/` (`octavo build --out DIR` writes elsewhere)';
const scripts =
  'nothing is loaded from services: add what you need to a template, and its host to `scripts: {hosts: […]}`';
const always = 'remove it: this is always done';

/** Hints for names that have no counterpart, in lower case. */
export const foreignAdvice: ReadonlyMap<string, string> = new Map([
  ...['theme', 'themes', 'theme_config', 'themeconfig', 'layout', 'layouts', 'skin', 'minimal_mistakes_skin'].map(
    (name) => [name, theme] as const,
  ),
  ...['params', 'extra', 'defaults', 'data', 'custom'].map((name) => [name, parameters] as const),
  ...[
    'publishdir',
    'contentdir',
    'staticdir',
    'outputdir',
    'destination',
    'output',
    'outdir',
    'public_dir',
    'source_dir',
    'srcdir',
    'dist',
  ].map((name) => [name, folders] as const),
  ...[
    'googleanalytics',
    'google_analytics',
    'analytics',
    'disqus',
    'disqusshortname',
    'comments',
    'gtag',
    'plausible',
    'giscus',
    'utterances',
  ].map((name) => [name, scripts] as const),
  ...[
    'sitemap',
    'enablerobotstxt',
    'robots',
    'minify',
    'minify_html',
    'build_search_index',
    'highlight',
    'highlighter',
    'syntaxhighlight',
    'syntax_highlighting',
    'toc',
    'compile_sass',
  ].map((name) => [name, always] as const),
  ...['builddrafts', 'show_drafts', 'drafts'].map((name) => [name, 'build with `octavo build --drafts`'] as const),
  ...['buildfuture', 'future'].map((name) => [name, 'build with `octavo build --future`'] as const),
  ...['exclude', 'include', 'ignorefiles', 'ignored_content', 'keep_files'].map(
    (name) =>
      [
        name,
        'every Markdown file in `content/posts/` and `content/pages/` is published, except drafts: move others out of `content/`',
      ] as const,
  ),
]);
