// Prints finished HTML without escaping it. It must never get anything but the `…Html` props, which were sanitized when they
// were made. Everything written as `{text}` in a template is escaped.

interface Props {
  readonly html: string;
  readonly class: string;
}

export function Html({ html, class: name }: Props) {
  return <div class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}
