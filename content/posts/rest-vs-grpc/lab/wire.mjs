// As much of Protocol Buffers and of gRPC's framing as this service needs: whole numbers and texts, one byte per tag.

// #region encode
/** A message from its fields by number. Numbers are varints (wire type 0), texts have their length in front (wire type 2). */
export function encode(fields) {
  const parts = Object.entries(fields).map(([number, value]) =>
    typeof value === 'string'
      ? [(number << 3) | 2, ...varint(Buffer.byteLength(value)), ...Buffer.from(value)]
      : [number << 3, ...varint(value)],
  );
  return Buffer.from(parts.flat());
}

function varint(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
// #endregion encode

export function decode(message) {
  const fields = {};
  for (let at = 0; at < message.length; ) {
    const tag = message[at++];
    let [value, shift] = [0, 0];
    for (let more = true; more; shift += 7) {
      value |= (message[at] & 127) << shift;
      more = message[at++] > 127;
    }
    if ((tag & 7) === 2) {
      fields[tag >> 3] = message.toString('utf8', at, at + value);
      at += value;
    } else fields[tag >> 3] = value;
  }
  return fields;
}

// #region frame
/** gRPC puts five bytes before each message: whether it is compressed, and its length. */
export function frame(message) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Takes whole messages out of a stream of bytes, which arrives in any pieces. */
export async function* unframe(stream) {
  let rest = Buffer.alloc(0);
  for await (const piece of stream) {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      yield rest.subarray(5, end);
      rest = rest.subarray(end);
    }
  }
}
// #endregion frame
