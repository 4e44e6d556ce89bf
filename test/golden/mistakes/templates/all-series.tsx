import type { AllSeriesProps } from '../../../../src/model/props.ts';
import { Frame, Links } from './frame.tsx';

export default function AllSeries(props: AllSeriesProps) {
  return (
    <Frame frame={props}>
      <h1>Series</h1>
      <Links links={props.series} />
    </Frame>
  );
}
