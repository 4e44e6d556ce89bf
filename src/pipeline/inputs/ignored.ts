// Which names are no part of a site, for building and watching alike: traces of editors and systems.

/** Temporary and hidden files by name; `.well-known` and `.nojekyll` are what public folders legitimately hide. */
export function isIgnored(name: string): boolean {
  if (name === '.well-known' || name === '.nojekyll' || name === '.htaccess') return false;
  return (
    name.startsWith('.') || /~$|^#.*#$|^4913$|\.(?:sw[a-p]|bak|tmp|crswap)$|^(?:Thumbs\.db|desktop\.ini)$/i.test(name)
  );
}
