// Comments in HTML: notes for the people who write the source. They must never reach any output.

/** Every comment as HTML parsers find it: `<!-->` is a whole one, `--!>` ends one, and one without an end reaches to the end of the text. */
export const htmlComment = /<!--(?:-?>|.*?(?:--!?>|$))/gs;

export function withoutComments(html: string): string {
  return html.replace(htmlComment, '');
}
