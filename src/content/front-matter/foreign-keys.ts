// Keys that other generators have in front matter: our name for each, or what to do about it. Hints only: a key here must never get a meaning.

/** Keys as they are looked up: `Author_Staff-Member` is `authorstaffmember`. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

const ours: { readonly [field: string]: string } = {
  tags: 'categories category keywords topics tag taxonomies labels',
  updated:
    'lastmod modified lastmodified lastmodifiedat lastupdated lastupdate updatedat updateddate dateupdated datemodified modifieddate edited',
  date: 'pubdate publishdate publishedat publishedon publisheddate datepublished created createdat createtime creationdate postdate posted datetime',
  cover:
    'image images hero heroimage thumbnail thumb featuredimage featureimage featured coverimage coverimg ogimage socialimage shareimage banner headerimg headerimage bgimage teaserimage',
  url: 'permalink path link',
  canonical: 'canonicalurl canonicallink originalurl originalpost externalurl crosspost',
  id: 'guid uuid atomid',
  aliases: 'redirectfrom redirects alias oldurl oldurls',
  draft: 'published status isdraft',
  description: 'summary subtitle tagline lead intro abstract teaser metadescription seodescription',
  author: 'by byline authorname authorstaffmember writer postauthor',
  lang: 'language locale',
  notice: 'disclaimer',
  title: 'headline name',
};

const synonyms = new Map(
  Object.entries(ours).flatMap(([field, names]) => names.split(' ').map((name) => [name, field])),
);

const remarks: { readonly [remark: string]: string } = {
  'remove the line: the folder (posts or pages) decides how a page looks': 'layout template type kind pagetype view',
  'remove the line: posts are in the order of their dates, and `series: {name: …, part: 2}` orders the parts of a series':
    'weight order navorder menuorder position priority sidebarposition seriesorder seriesweight',
  'remove the line: formulas and diagrams need no setting': 'math mathjax katex latex usemath mermaid hasmath',
  'remove the line: Octavo has no comments of its own':
    'comments comment disqus disqusid disqusidentifier disqusurl gitalk utterances enablecomments commentid',
  'link to it from `nav` in `content/site.yaml`': 'menu menus eleventynavigation linktitle sidebar nav',
  'remove the line: the text decides': 'excerptseparator readtime readingtime wordcount minutes timetoread toclevels',
  'move its fields to the top, and remove those that Octavo does not have': 'params extra frontmatter meta data',
};

const remarkByKey = new Map(
  Object.entries(remarks).flatMap(([remark, names]) => names.split(' ').map((name) => [name, remark])),
);

/** What to do about an unknown key, as a hint; null if no other generator is known to have it. */
export function foreignKeyHint(key: string): string | null {
  const field = synonyms.get(keyOf(key));
  return field === undefined ? (remarkByKey.get(keyOf(key)) ?? null) : `did you mean \`${field}\`?`;
}
