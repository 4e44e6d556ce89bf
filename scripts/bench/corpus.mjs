// A seeded blog: posts of about 10 KB like those of engineers, with code, tables, footnotes, lists and links to each other. The n-th post of a
// size and a seed is always the same. Must never know a generator: the caller decides how a link is written.

import { oneOf, randomFrom, wholeFrom, zipfPicker } from './random.mjs';
import { snippet } from './snippets.mjs';
import { adjectiveList, nouns, verbList, wordOf } from './words.mjs';

export const tagNames =
  `containers linux networking kubernetes go python nodejs http sockets concurrency async streams performance storage
databases distributed-systems compilers security observability testing rust typescript memory debugging profiling queues caching dns tls
git shell raft parsing wasm ebpf virtualization scheduling serialization filesystems unicode`.split(/\s+/);

/** The last heading of each post, to which other posts link. */
export const lastHeading = { title: 'What to remember', id: 'what-to-remember' };

const firstDay = Date.UTC(2016, 0, 1);
const lastDay = Date.UTC(2025, 11, 1);
const tagOf = zipfPicker(tagNames);

/**
 * The post at an index from 0, oldest first: `slug`, `title`, `description`, `date` (ISO, UTC), `tags`, `series` (or null) and
 * `markdown(link)`, where `link(slug, anchor)` returns the address of another post as the generator expects it.
 */
export function postAt(index, count, seed = 1) {
  const random = randomFrom(seed, index);
  const title = `${titleFrom(random)} (${index + 1})`;
  const at = firstDay + ((lastDay - firstDay) * (index + random() * 0.5)) / count;
  const tags = new Set();
  const wanted = wholeFrom(random, 2, 4);
  while (tags.size < wanted) tags.add(tagOf(random));
  return {
    slug: slugAt(index, seed),
    title,
    description: sentence(random, 10, 18),
    date: `${new Date(at).toISOString().slice(0, 19)}Z`,
    tags: [...tags],
    series:
      index % 20 < 4
        ? `${capital(nouns[Math.floor(index / 20) % nouns.length])} in depth ${Math.floor(index / 20) + 1}`
        : null,
    markdown(link) {
      const linkRandom = randomFrom(seed, index, 'links');
      return bodyFrom(randomFrom(seed, index, 'body'), (anchor) =>
        linkFrom(linkRandom, { index, count, seed, link, anchor }),
      );
    },
  };
}

/** Yields the posts of a blog one at a time, because 100,000 of them take a gigabyte. */
export function* postsOf(count, seed = 1) {
  for (let index = 0; index < count; index++) yield postAt(index, count, seed);
}

export function slugAt(index, seed = 1) {
  const random = randomFrom(seed, index, 'slug');
  return `${oneOf(random, nouns)}-${oneOf(random, nouns)}-${String(index + 1).padStart(6, '0')}`;
}

/** A link to another post, mostly to a recent one, as authors link. */
function linkFrom(random, { index, count, seed, link, anchor }) {
  const back = random() < 0.7 ? wholeFrom(random, 1, 30) : wholeFrom(random, 1, count - 1);
  const target = (index - back + count * 2) % count;
  return `[${words(random, 2, 5)}](${link(slugAt(target, seed), anchor)})`;
}

function bodyFrom(random, linkTo) {
  const blocks = [
    paragraph(random),
    `${paragraph(random)} ${capital(words(random, 2, 4))}: ${linkTo(null)}.`,
    '<!--more-->',
  ];
  const notes = [];
  const sections = wholeFrom(random, 3, 5);
  for (let section = 0; section < sections; section++) {
    blocks.push(`## ${headingFrom(random)}`, paragraph(random), snippet(random));
    const note = `note-${section + 1}`;
    if (random() < 0.5) {
      blocks.push(`${paragraph(random)}[^${note}]`);
      notes.push(`[^${note}]: ${sentence(random, 8, 20)}`);
    }
    blocks.push(oneOf(random, extras)(random, linkTo));
    if (random() < 0.4) blocks.push(`### ${headingFrom(random)}`, paragraph(random), snippet(random));
  }
  blocks.push(`## ${lastHeading.title}`, list(random, linkTo), paragraph(random), ...notes);
  return `${blocks.join('\n\n')}\n`;
}

const extras = [list, list, steps, table, table, quote, linked, plain, plain, folded];

function list(random, linkTo) {
  const items = Array.from({ length: wholeFrom(random, 3, 6) }, () => `- ${sentence(random, 6, 16)}`);
  return [...items, `- ${capital(words(random, 3, 6))}, see ${linkTo(null)}.`].join('\n');
}

function steps(random) {
  return Array.from({ length: wholeFrom(random, 3, 5) }, (_, at) => `${at + 1}. ${sentence(random, 6, 18)}`).join('\n');
}

function table(random) {
  const rows = Array.from(
    { length: wholeFrom(random, 3, 7) },
    () => `| \`${oneOf(random, nouns)}\` | ${wholeFrom(random, 1, 9999)} | ${words(random, 2, 6)} |`,
  );
  return `| ${oneOf(random, nouns)} | ${oneOf(random, nouns)} | ${words(random, 1, 2)} |\n| --- | ---: | :-- |\n${rows.join('\n')}`;
}

function quote(random) {
  return `> ${sentence(random, 12, 24)}\n> ${sentence(random, 8, 16)}`;
}

function linked(random, linkTo) {
  return `${capital(words(random, 3, 6))} ${linkTo(lastHeading.id)} ${words(random, 2, 6)} [${words(random, 1, 3)}](https://example.com/${oneOf(random, nouns)}/). ${paragraph(random)}`;
}

function plain(random) {
  return paragraph(random);
}

/** Raw HTML, in about one post of ten. */
function folded(random) {
  return random() < 0.2
    ? `<details>\n<summary>${capital(words(random, 2, 5))}</summary>\n\n${paragraph(random)}\n\n</details>`
    : paragraph(random);
}

function paragraph(random) {
  return Array.from({ length: wholeFrom(random, 3, 5) }, () => sentence(random, 8, 20)).join(' ');
}

/** Words with occasional code, emphasis and strong text. */
function sentence(random, min, max) {
  const parts = Array.from({ length: wholeFrom(random, min, max) }, () => {
    const chance = random();
    if (chance < 0.03) return `\`${oneOf(random, nouns)}_${oneOf(random, nouns)}()\``;
    if (chance < 0.045) return `*${wordOf(random)}*`;
    if (chance < 0.055) return `**${wordOf(random)}**`;
    if (chance < 0.1) return `${wordOf(random)},`;
    return wordOf(random);
  });
  return `${capital(parts.join(' ').replace(/,$/, ''))}.`;
}

function words(random, min, max) {
  return Array.from({ length: wholeFrom(random, min, max) }, () => wordOf(random)).join(' ');
}

function titleFrom(random) {
  return `${capital(oneOf(random, adjectiveList))} ${oneOf(random, nouns)}s and how a ${oneOf(random, nouns)} ${oneOf(random, verbList)} them`;
}

function headingFrom(random) {
  const kind = wholeFrom(random, 1, 3);
  if (kind === 1) return `How the ${oneOf(random, nouns)} ${oneOf(random, verbList)} a ${oneOf(random, nouns)}`;
  if (kind === 2) return `The ${oneOf(random, adjectiveList)} \`${oneOf(random, nouns)}\``;
  return `${capital(oneOf(random, adjectiveList))} ${oneOf(random, nouns)}s, ${words(random, 2, 4)}`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
