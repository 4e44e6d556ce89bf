// Code for the generated posts: programs like those in technical posts, with seeded names, numbers and words. They only have to be highlighted,
// not to run. Must never have `{{` or `{%`, which several generators read as template syntax.

import { oneOf, wholeFrom } from './random.mjs';
import { adjectiveList, nouns, verbList, wordOf } from './words.mjs';

/** Returns one fenced code block. */
export function snippet(random) {
  const [language, write] = oneOf(random, kinds);
  return `\`\`\`${language}\n${write(namesFrom(random)).trim()}\n\`\`\``;
}

function namesFrom(random) {
  const noun = () => oneOf(random, nouns);
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  return {
    n: noun,
    N: () => capital(noun()),
    v: () => oneOf(random, verbList).replace(/s$/, ''),
    c: () => noun() + capital(oneOf(random, adjectiveList)),
    num: (most = 4096) => wholeFrom(random, 1, most),
    say: () => Array.from({ length: wholeFrom(random, 3, 8) }, () => wordOf(random)).join(' '),
    times: (least, most, write) =>
      Array.from({ length: wholeFrom(random, least, most) }, (_, at) => write(at)).join('\n'),
  };
}

function typescript({ n, N, v, c, num, say, times }) {
  const type = N();
  const name = c();
  return `
import { ${v()}, type ${N()} } from './${n()}.ts';

/** ${say()}. */
export interface ${type} {
${times(3, 6, () => `  readonly ${c()}: ${num(2) === 1 ? 'string' : 'number'};`)}
}

const limit = ${num()};

export async function ${v()}${N()}(${name}: readonly ${type}[]): Promise<Map<string, ${type}>> {
  const found = new Map<string, ${type}>();
  for (const entry of ${name}) {
    // ${say()}
    if (entry.${n()} === undefined || found.size > limit) continue;
    const key = \`\${entry.${n()}}:\${${num(99)}}\`;
    found.set(key, { ...entry, ${n()}: await ${v()}(entry, ${num()}) });
  }
${times(1, 4, () => `  console.log('${say()}', found.size * ${num(50)});`)}
  return found;
}`;
}

function go({ n, N, v, num, say, times }) {
  const type = N();
  const of = type[0].toLowerCase();
  return `
package ${n()}

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// ${type} ${say()}.
type ${type} struct {
	mu sync.Mutex
${times(2, 5, () => `	${n()} map[string]int // ${say()}`)}
}

func (${of} *${type}) ${N()}(ctx context.Context, ${n()} string) (int, error) {
	${of}.mu.Lock()
	defer ${of}.mu.Unlock()
	timer := time.NewTimer(${num(900)} * time.Millisecond)
	select {
	case <-ctx.Done():
		return 0, fmt.Errorf("${v()} %s: %w", "${n()}", ctx.Err())
	case <-timer.C:
${times(1, 3, () => `		fmt.Printf("${say()}: %d\\n", ${num()})`)}
	}
	for i := 0; i < ${num(64)}; i++ {
		if i%${num(9)} == 0 {
			continue
		}
	}
	return ${num()}, nil
}`;
}

function python({ n, N, v, num, say, times }) {
  return `
import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class ${N()}:
    """${say()}."""

${times(2, 4, () => `    ${n()}_${n()}: int = ${num()}`)}

    def ${v()}(self, ${n()}: bytes) -> dict[str, int]:
        result = {}
        for at, byte in enumerate(${n()}[:${num(512)}]):
            # ${say()}
            if byte > 0x${num(255).toString(16)} and at % ${num(7)}:
                result[f"{at:04x}"] = byte << ${num(4)}
        return result


def ${v()}_all(host="127.0.0.1", port=${num(60_000)}):
    with socket.create_connection((host, port), timeout=${num(30)}.0) as sock:
${times(2, 4, () => `        sock.sendall(b"${say()}\\r\\n")`)}
        return [line for line in sock.recv(${num()}).splitlines() if line]`;
}

function bash({ n, v, num, say, times }) {
  return `
#!/usr/bin/env bash
set -euo pipefail

# ${say()}
${n()}_dir="\${1:-/var/lib/${n()}}"
${times(2, 5, () => `ip link add ${n()}${num(9)} type veth peer name ${n()}${num(9)} # ${say()}`)}
for file in "$${n()}_dir"/*.${n()}; do
  if [[ -s "$file" && $(stat -c %s "$file") -gt ${num()} ]]; then
    grep -c '${v()}' "$file" | awk '{ sum += $1 } END { print "${n()}:", sum }'
  fi
done
echo "${say()}" >&2`;
}

function json({ n, c, num, say, times }) {
  return `
{
  "${n()}": "${n()}/v${num(9)}",
${times(3, 7, () => `  "${c()}": { "${n()}": ${num()}, "${n()}": ["${n()}", "${n()}", true, null] },`)}
  "message": "${say()}"
}`;
}

function yaml({ n, c, N, num, say, times }) {
  return `
apiVersion: apps/v${num(3)}
kind: ${N()}
metadata:
  name: ${n()}-${n()}
  labels: { app: ${n()}, tier: "${n()}" }
spec:
  replicas: ${num(12)}
  # ${say()}
${times(2, 6, () => `  ${c()}:\n    - name: ${n()}\n      port: ${num(60_000)}`)}`;
}

function sql({ n, num, say, times }) {
  return `
-- ${say()}
CREATE TABLE ${n()}_${n()} (
  id BIGINT PRIMARY KEY,
${times(3, 6, () => `  ${n()}_id INTEGER NOT NULL DEFAULT ${num()},`)}
  created_at TIMESTAMP
);

SELECT a.id, COUNT(*) AS ${n()}s
FROM ${n()} AS a
LEFT JOIN ${n()}_${n()} AS b ON b.${n()}_id = a.id
WHERE a.created_at > '20${num(15) + 10}-01-01' AND b.id IN (${num()}, ${num()})
GROUP BY a.id HAVING COUNT(*) > ${num(99)}
ORDER BY 2 DESC LIMIT ${num(100)};`;
}

function rust({ n, N, v, num, say, times }) {
  const type = N();
  return `
use std::collections::HashMap;

/// ${say()}.
#[derive(Debug, Clone)]
pub struct ${type}<'a> {
${times(2, 4, () => `    pub ${n()}_${n()}: &'a str,`)}
    seen: HashMap<u64, Vec<u8>>,
}

impl<'a> ${type}<'a> {
    pub fn ${v()}(&mut self, input: &[u8]) -> Result<usize, String> {
        let mut total = 0usize;
        for chunk in input.chunks(${num()}) {
            match chunk.first() {
                Some(b'\\n') => continue,
                Some(byte) if *byte > ${num(200)} => total += chunk.len(),
                _ => return Err(format!("${say()}: {}", total)),
            }
        }
        self.seen.insert(total as u64, input.to_vec());
        Ok(total)
    }
}`;
}

function c({ n, v, num, say, times }) {
  return `
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#define ${n().toUpperCase()}_MAX ${num()}

/* ${say()} */
static int ${v()}_${n()}(int fd, const char *${n()}, size_t len)
{
    char buf[${num()}];
    ssize_t got;
${times(1, 3, () => `    unsigned long ${n()}_${num(9)} = ${num()}UL;`)}

    while ((got = read(fd, buf, sizeof buf)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -errno;
        fprintf(stderr, "${say()} %zd\\n", got);
    }
    return len > ${num()} ? 1 : 0;
}`;
}

const kinds = Object.entries({ typescript, go, python, bash, json, yaml, sql, rust, c });
