import type { ListProps } from '../../../../src/model/props.ts';
import { Frame, Links, Raw } from './frame.tsx';

export default function Tag(props: ListProps) {
  return (
    <Frame frame={props}>
      <h1>{props.heading ?? props.site.title}</h1>
      {props.entries.map((entry) => (
        <article>
          <h2>
            <a href={entry.href}>{entry.title}</a>
          </h2>
          <Links links={entry.tags} />
          <Raw html={entry.excerptHtml} />
          {entry.hasMore && <a href={entry.href}>Read more: {entry.title}</a>}
        </article>
      ))}
      {props.pager.newerHref && <a href={props.pager.newerHref}>newer</a>}
      {props.pager.olderHref && <a href={props.pager.olderHref}>older</a>}
    </Frame>
  );
}
