// Text → Markdown that shows it.

export function markdownText(text: string): string {
  return text.replace(/[\\[\]*_`<]/g, '\\$&');
}
