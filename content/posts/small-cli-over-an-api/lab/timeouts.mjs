// Eight ways to set a time limit of two seconds, against four places to be slow in. It prints who gives up.
import { execFile } from 'node:child_process'
import { connect } from 'node:net'

const run = (file, ...args) => (url) =>
  new Promise((resolve) => execFile(file, [...args, url], { timeout: 60_000 }, (error) => resolve(!error)))

const curl = (...args) => run('curl', '-s', '-o', '/dev/null', ...args)

// #region whole
async function whole(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
  await response.text()
}
// #endregion whole

// #region cleared
async function cleared(url) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), 2_000)
  const response = await fetch(url, { signal: controller.signal })
  clearTimeout(timer)
  await response.text()
}
// #endregion cleared

const done = (call) => (url) => call(url).then(() => true, () => false)

const clients = {
  'curl --connect-timeout 2': curl('--connect-timeout', '2'),
  'curl --speed-time 2 --speed-limit 99': curl('--speed-time', '2', '--speed-limit', '99'),
  'curl --max-time 2': curl('--max-time', '2'),
  'Python urlopen(timeout=2)': run('python3', 'wait.py'),
  'Go ResponseHeaderTimeout: 2s': run('./wait', 'headers'),
  'Go Client.Timeout: 2s': run('./wait', 'whole'),
  'fetch, timer cleared after headers': done(cleared),
  'fetch, AbortSignal.timeout(2000)': done(whole),
}
const faults = ['connect', 'headers', 'body', 'drip']
let last = Date.now()
const rows = Object.entries(clients).map(async ([name, call]) => {
  const ends = faults.map((_, index) => call(`http://127.0.0.1:${8001 + index}/`).finally(() => (last = Date.now())))
  return [name, ...(await Promise.all(ends)).map((whole) => (whole ? 'WAITS' : 'ends'))]
})
// When nobody has given up for four seconds, those who are left would wait for as long as the server likes. Let them go.
const quiet = setInterval(() => {
  if (Date.now() - last < 4_000) return
  clearInterval(quiet)
  connect(8000, '127.0.0.1').on('error', () => {})
}, 100)
for (const [name, ...cells] of [['', ...faults], ...(await Promise.all(rows))]) {
  console.log(name.padEnd(38) + cells.map((cell) => cell.padEnd(9)).join('').trimEnd())
}
process.exit()
