// Text of the user → a YAML value. Must never write what YAML would read as anything else.

/** Returns YAML for a text: plain if YAML reads it unchanged, else in single quotes. */
export function yamlText(text: string): string {
  const isPlain =
    /^[\p{L}\p{N}][\p{L}\p{N} .()/+\u2019\u2013-]*$/u.test(text) &&
    text.trim() === text &&
    !/^(?:true|false|yes|no|on|off|null|[\d.+-]*)$/i.test(text);
  return isPlain ? text : `'${text.replace(/'/g, "''").replace(/\s+/g, ' ')}'`;
}
