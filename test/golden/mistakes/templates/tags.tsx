import type { TagsProps } from '../../../../src/model/props.ts';
import { Frame, Links } from './frame.tsx';

export default function Tags(props: TagsProps) {
  return (
    <Frame frame={props}>
      <h1>Tags</h1>
      <Links links={props.tags} />
    </Frame>
  );
}
