// Icons next to words or in buttons with a label. They are hidden from assistive technology, so an icon must never be the
// only label.

const shapes = {
  search: <path d="M10.5 10.5 15 15M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z" />,
  moon: <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z" />,
  sun: (
    <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.05 3.05l1.06 1.06M11.89 11.89l1.06 1.06M3.05 12.95l1.06-1.06M11.89 4.11l1.06-1.06M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z" />
  ),
  feed: <path d="M3 3a10 10 0 0 1 10 10M3 7.5A5.5 5.5 0 0 1 8.5 13M3.5 12.5h.01" />,
} as const;

interface Props {
  readonly shape: keyof typeof shapes;
}

export function Icon({ shape }: Props) {
  return (
    <svg class={`icon icon-${shape}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {shapes[shape]}
    </svg>
  );
}
