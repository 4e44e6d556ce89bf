// Each client makes two calls on one connection. The table shows how many requests the server has read.
import { execFile } from 'node:child_process'

const base = 'http://127.0.0.1:8010'
const run = (file, ...args) => new Promise((resolve) => execFile(file, args, (error) => resolve(!error)))
const kinds = ['GET', 'POST', 'POST+key']

const clients = {
  curl(kind, url) {
    const call = ['-s', ...(kind === 'GET' ? [] : ['-d', 'title']), ...(kind === 'POST+key' ? ['-H', 'Idempotency-Key: k1'] : []), url]
    return run('curl', ...call, '--next', ...call)
  },
  'Go net/http': (kind, url) => run('./twice', kind, url),
  'Node fetch': (kind, url) => run('node', 'twice.mjs', 'fetch', kind, url),
  'Node http.request': (kind, url) => run('node', 'twice.mjs', 'http', kind, url),
  'Python http.client': (kind, url) => run('python3', 'twice.py', kind, url),
}

console.log('2 calls with'.padEnd(20) + kinds.map((kind) => kind.padEnd(12)).join('').trimEnd())
for (const [name, call] of Object.entries(clients)) {
  const cells = []
  for (const kind of kinds) {
    const id = `${name}-${kind}`.replace(/[^\w]/g, '-')
    const ok = await call(kind, `${base}/${id}`)
    const seen = await (await fetch(`${base}/seen`)).json()
    cells.push(`${seen[id]}, ${ok ? 'ok' : 'error'}`.padEnd(12))
  }
  console.log(name.padEnd(20) + cells.join('').trimEnd())
}
process.exit()
