import type { SearchProps } from '../../../../src/model/props.ts';
import { Frame } from './frame.tsx';

export default function Search(props: SearchProps) {
  return (
    <Frame frame={props}>
      <h1 data-index={props.indexHref}>Search</h1>
    </Frame>
  );
}
