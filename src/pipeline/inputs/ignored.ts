// Which files are not part of a site, for building and watching: files that editors and operating systems leave behind.

/** Temporary and hidden files by name, except for hidden files that hosts need. */
export function isIgnored(name: string): boolean {
  if (name === '.well-known' || name === '.nojekyll' || name === '.htaccess') return false;
  return (
    name.startsWith('.') || /~$|^#.*#$|^4913$|\.(?:sw[a-p]|bak|tmp|crswap)$|^(?:Thumbs\.db|desktop\.ini)$/i.test(name)
  );
}
