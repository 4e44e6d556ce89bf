import type { PlainPageProps } from '../../../../src/model/props.ts';
import { Frame, Raw } from './frame.tsx';

export default function Page(props: PlainPageProps) {
  return (
    <Frame frame={props}>
      <h1>{props.title}</h1>
      <Raw html={props.bodyHtml} />
    </Frame>
  );
}
