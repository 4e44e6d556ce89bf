import type { SeriesProps } from '../../../../src/model/props.ts';
import { Frame, Links } from './frame.tsx';

export default function Series(props: SeriesProps) {
  return (
    <Frame frame={props}>
      <h1>{props.series.title}</h1>
      <Links links={props.series.parts} />
    </Frame>
  );
}
