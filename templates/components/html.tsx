// The only door for ready-made HTML: whatever passes here was cleaned by the stage that made it. Never give it
// anything else; everything that is written as `{text}` in a template is escaped.

interface Props {
  readonly html: string;
  readonly class: string;
}

export function Html({ html, class: name }: Props) {
  return <div class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}
