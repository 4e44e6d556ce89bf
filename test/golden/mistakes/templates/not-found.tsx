import type { NotFoundProps } from '../../../../src/model/props.ts';
import { Frame, Links } from './frame.tsx';

export default function NotFound(props: NotFoundProps) {
  return (
    <Frame frame={props}>
      <h1>Not found</h1>
      <Links links={props.recent} />
    </Frame>
  );
}
