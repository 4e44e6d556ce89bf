// The API that the tool uses: tickets in pages, ETags, idempotency keys, faults on demand, and a record of all requests.
// It listens on 127.0.0.1 only.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/**
 * `count` tickets, `per` on a page. `keys` says when the server stores an idempotency key: never ('none'), after the
 * work ('after') or before it ('before'). `lose` is what happens to the first POST: 'answer' does the work and never
 * answers, 'work' is still at work when the second POST comes. `refuse(request)` returns seconds for a 429.
 */
export function api({ count = 30, per = 10, keys = 'none', lose, refuse = () => undefined } = {}) {
  const tickets = new Map()
  const seen = []
  const plan = []
  const stored = new Map()
  const sent = { bytes: 0 }
  let clock = 0
  let lists = 0
  let posts = 0
  let release = () => {}
  let held
  let broken = Infinity
  for (let id = 1; id <= count; id++) tickets.set(id, { id, updated: ++clock, title: `ticket ${id}` })

  const change = {
    create(title) {
      const id = Math.max(0, ...tickets.keys()) + 1
      tickets.set(id, { id, updated: ++clock, title })
      return id
    },
    delete: (id) => void tickets.delete(Number(id)),
    update: (id) => void Object.assign(tickets.get(Number(id)), { updated: ++clock }),
  }

  // #region list
  function list(url) {
    const query = url.searchParams
    const order = query.get('order') ?? '-id'
    const down = order.startsWith('-')
    const key = order.replace('-', '')
    let rows = [...tickets.values()].sort((a, b) => (down ? b[key] - a[key] : a[key] - b[key]))
    const page = Number(query.get('page') ?? 1)
    if (query.get('paging') === 'cursor') {
      const cursor = Number(query.get('cursor') ?? (down ? Infinity : 0))
      rows = rows.filter((row) => (down ? row[key] < cursor : row[key] > cursor))
      if (rows.length > per) query.set('cursor', rows[per - 1][key])
    } else {
      rows = rows.slice((page - 1) * per)
      query.set('page', page + 1)
    }
    return { rows: rows.slice(0, per), next: rows.length > per ? url.href : undefined }
  }
  // #endregion list

  // #region create
  async function create(request, body) {
    const first = ++posts === 1
    const key = keys === 'none' ? undefined : request.headers['idempotency-key']
    const known = key && stored.get(key)
    if (!first) setImmediate(release)
    if (known === 'at work') return { status: 409, body: 'a request with this key is being processed' }
    if (known) return { status: 201, body: known }
    if (key && keys === 'before') stored.set(key, 'at work')
    if (first && lose === 'work') await new Promise((resolve) => (release = resolve))
    const made = JSON.stringify({ id: change.create(body) })
    if (key) stored.set(key, made)
    if (first && lose === 'answer') await new Promise(() => {})
    return { status: 201, body: made }
  }
  // #endregion create

  async function answer(request, url, body) {
    const wait = refuse(request)
    if (wait !== undefined) return { status: 429, headers: { 'retry-after': String(wait) }, body: 'too many requests' }
    if (request.method === 'POST') return create(request, body)
    if (url.pathname !== '/tickets') {
      const ticket = tickets.get(Number(url.pathname.split('/').pop()))
      return ticket ? { status: 200, body: JSON.stringify(ticket) } : { status: 404, body: 'no such ticket' }
    }
    const number = ++lists
    if (number >= broken) return { status: 503, body: 'out of order' }
    if (number === 2 && held) await held.promise
    const { rows, next } = list(url)
    const text = JSON.stringify(rows)
    for (const step of plan.filter((step) => step.after === number)) change[step.what](step.id)
    const etag = `"${createHash('sha1').update(text + next).digest('hex').slice(0, 12)}"`
    const headers = { etag, ...(next && { link: `<${next}>; rel="next"` }) }
    return request.headers['if-none-match'] === etag ? { status: 304, headers, body: '' } : { status: 200, headers, body: text }
  }

  /** What the lab does to the server; not a part of the API, and not recorded. */
  function control(url) {
    const { what, after, id } = Object.fromEntries(url.searchParams)
    if (what === 'seen') return seen.join('\n') + '\n'
    if (what === 'ids') return [...tickets.keys()].join('\n') + '\n'
    if (what === 'hold') held = deferred()
    else if (what === 'go') held?.resolve()
    else if (what === 'break') broken = lists + Number(after)
    else if (what === 'repair') broken = Infinity
    else if (what === 'forget') lists = seen.length = 0
    else plan.push({ what, after: Number(after), id: id ?? 'a new ticket' })
    return ''
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`)
    if (url.pathname === '/control') return response.end(control(url))
    const body = Buffer.concat(await request.toArray()).toString()
    const line = `${request.method} ${request.url}`
    const index = seen.push(`${line} -> no answer`) - 1
    const { status, headers, body: text } = await answer(request, url, body)
    seen[index] = `${line} -> ${status}`
    sent.bytes += text.length
    response.writeHead(status, headers).end(text)
  })
  return { server, seen, sent, tickets, change, plan, start: (port = 0) => listen(server, port) }
}

function listen(server, port) {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)))
}

function deferred() {
  let resolve
  const promise = new Promise((done) => (resolve = done))
  return { promise, resolve }
}

if (process.argv[1]?.endsWith('api.mjs')) {
  console.log('listens at', await api(JSON.parse(process.argv[2] ?? '{}')).start(8000))
}
