// What an import found → Markdown, grouped by kind, the largest first. Must list every place.

import { byCodeUnit } from '../text/order.ts';
import type { Finding } from './source/model.ts';

export interface FindingGroup {
  readonly kind: string;
  readonly count: number;
  readonly places: readonly Finding[];
}

export function groupsOf(findings: readonly Finding[]): readonly FindingGroup[] {
  const byKind = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byKind.get(finding.kind);
    if (same) same.push(finding);
    else byKind.set(finding.kind, [finding]);
  }
  return [...byKind]
    .map(([kind, places]) => ({ kind, count: places.length, places }))
    .toSorted((a, b) => b.count - a.count || byCodeUnit(a.kind, b.kind));
}

/** The ten largest groups come first, with three places each, or with every place if `isFull`. */
export function reportText(findings: readonly Finding[], isFull: boolean): string {
  const groups = groupsOf(findings);
  if (groups.length === 0) return 'Everything was converted.\n';
  return `${groups.map((group, index) => groupText(group, index < 10, isFull)).join('\n')}\n`;
}

function groupText({ kind, count, places }: FindingGroup, isLarge: boolean, isFull: boolean): string {
  const shown = isFull ? places : isLarge ? places.slice(0, 3) : [];
  const more = isLarge && places.length > shown.length ? [`  - and ${places.length - shown.length} more`] : [];
  const head = `- ${isLarge ? `**${count} ×**` : `${count} ×`} ${kind}`;
  return [[head], shown.map((place) => `  - \`${placeOf(place)}\``), more].flat().join('\n');
}

export function placeOf({ file, line }: Finding): string {
  return line > 0 ? `${file}:${line}` : file;
}
