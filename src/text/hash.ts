// Spreads names over a fixed number of groups, the same on any machine. Never for anything that someone could gain by forging: that is what
// digests are for.

/** A whole number from 0 to 2^32 - 1: FNV-1a of the text's UTF-16 code units, its high bits folded in, because names differ in few places. */
export function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  return (hash ^ (hash >>> 15)) >>> 0;
}
