import type { ArticleProps } from '../../../../src/model/props.ts';
import { Frame, Links, Raw } from './frame.tsx';

export default function Article(props: ArticleProps) {
  const around = [props.newer, props.older, ...props.related, ...props.backlinks].flatMap((link) => link ?? []);
  return (
    <Frame frame={props}>
      <h1>{props.title}</h1>
      {props.unpublished && <p>{props.unpublished}</p>}
      {props.date && <time datetime={props.date.iso}>{props.date.text}</time>}
      <Links links={props.tags} />
      {props.series && <Links links={props.series.parts} />}
      {props.noticeHtml && <Raw html={props.noticeHtml} />}
      <Raw html={props.bodyHtml} />
      <Links links={around} />
    </Frame>
  );
}
