// The words of the generated posts: English words first, then made-up ones, so that a search index has as many different words as in a real
// blog, most of them rare. Must always be the same list.

import { oneOf, randomFrom, zipfPicker } from './random.mjs';

const common = `the of to a and in is it that for on with as this be are not by from at which one when an or each can has but if then
will no all its only there two we so than more between after same how until what into does first every other time them while these
where before most least often still both without here never always because since once neither whether during under over`;

const technical = `process kernel packet socket buffer thread memory server client request response file system call network address
table queue event loop handler stream error value type function module container image runtime namespace cgroup mount volume node cluster
controller operator pod service port protocol header frame window segment connection timeout retry backoff lock mutex channel goroutine
scheduler interrupt signal page cache disk block inode directory path descriptor pipe fork child parent state machine parser token grammar
tree graph edge vertex hash digest key index record field schema query plan join row column transaction log replica leader follower quorum
election term commit snapshot checkpoint heap stack pointer register instruction compiler linker loader symbol section profile sample trace
span metric counter gauge histogram percentile latency throughput load balancer proxy gateway certificate cipher handshake session cookie
policy rule chain filter route bridge interface tunnel peer domain resolver zone test fixture mock assertion failure recovery release build
artifact version branch merge patch review pipeline stage job worker pool batch shard partition offset consumer producer broker topic`;

const verbs = `reads writes sends waits returns blocks copies starts stops keeps drops closes opens fails passes holds takes makes finds
sees needs calls runs checks counts marks moves frees grows shrinks drains fills wakes sleeps polls locks yields parses resolves maps`;

const adjectives = `small large slow fast empty full local remote shared private stale fresh first last lazy eager atomic partial whole
idle busy cold warm hot safe broken hidden plain nested stable virtual physical logical ordered bounded`;

const vocabularySize = 9000;

/** Nouns in titles, headings, tags and code. */
export const nouns = technical.split(/\s+/);

export const verbList = verbs.split(/\s+/);

export const adjectiveList = adjectives.split(/\s+/);

/** Picks a word of running text. */
export const wordOf = zipfPicker(vocabulary());

/** Common words first, then technical ones, then made-up ones. */
function vocabulary() {
  const random = randomFrom('vocabulary');
  const words = new Set([...common.split(/\s+/), ...nouns, ...verbList, ...adjectiveList]);
  const onsets = 'b c d f g l m n p r s t v br cl dr fl gr pl pr qu sc sh sk sp st str th tr wh'.split(' ');
  const vowels = 'a e i o u ai ea ee io ou'.split(' ');
  const codas = 'd l m n r s t ck ld lt mp nd nt rd rk rm rt sh st'.split(' ');
  const endings = ['', '', '', 'ed', 'er', 'ing', 'ion', 'ly', 's'];
  while (words.size < vocabularySize) {
    const syllables = 1 + Math.floor(random() * 2.4);
    let word = '';
    for (let count = 0; count < syllables; count++) word += oneOf(random, onsets) + oneOf(random, vowels);
    words.add(word + oneOf(random, codas) + oneOf(random, endings));
  }
  return [...words];
}
