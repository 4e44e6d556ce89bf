import { readFileSync } from 'node:fs';
import type { ArchiveProps } from '../../../../src/model/props.ts';
import { Frame, Links } from './frame.tsx';

export default function Archive(props: ArchiveProps) {
  return (
    <Frame frame={props}>
      <h1>{readFileSync('/etc/hostname', 'utf8')}</h1>
      <Links links={props.years.flatMap((year) => year.posts)} />
    </Frame>
  );
}
