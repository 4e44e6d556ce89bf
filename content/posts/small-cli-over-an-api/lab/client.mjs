// The part of the tool that talks to the API. It never prints and never exits.

/** The API gave an answer, and the answer is no. */
export class No extends Error {}
/** Nothing was changed: run it again later. */
export class Later extends Error {}
/** The request may or may not have been carried out. */
export class Unknown extends Error {}

/** `timeout` is for one attempt, `deadline` for the whole command; `retries` are for the whole command, too. */
export function client({
  timeout = 2_000,
  deadline = 30_000,
  retries = 5,
  cache = new Map(),
  sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random = Math.random,
} = {}) {
  const whole = AbortSignal.timeout(deadline)
  const end = Date.now() + deadline
  let left = retries

  // #region send
  async function send(url, { method = 'GET', headers = {}, body } = {}) {
    const repeatable = method === 'GET' || 'idempotency-key' in headers
    let unknown = false
    for (let attempt = 1; ; attempt++) {
      const signal = AbortSignal.any([whole, AbortSignal.timeout(timeout)])
      let reply, failure
      try {
        const response = await fetch(url, { method, headers, body, signal })
        reply = { status: response.status, headers: response.headers, text: await response.text() } // <1>
        failure = reply.status
      } catch (error) {
        failure = error.cause?.code ?? error.name
      }
      const refused = failure === 429 || failure === 'ECONNREFUSED'
      if (reply && !refused && reply.status < 500 && reply.status !== 409) return reply
      unknown ||= method !== 'GET' && !refused
      if (unknown && !repeatable) throw new Unknown(`${method} ${url}: ${failure}`) // <2>
      const wait = seconds(reply) * 1000 + random() * 100 * 2 ** attempt // <3>
      if (left-- <= 0 || Date.now() + wait > end) throw new (unknown ? Unknown : Later)(`${method} ${url}: ${failure}`) // <4>
      await sleep(wait)
    }
  }
  // #endregion send

  // #region get
  async function get(url) {
    const kept = cache.get(url)
    const reply = await send(url, { headers: kept ? { 'if-none-match': kept.headers.get('etag') } : {} })
    if (reply.status === 304) return kept
    if (reply.status !== 200) throw new No(`${reply.status}: ${reply.text}`)
    if (reply.headers.has('etag')) cache.set(url, reply)
    return reply
  }
  // #endregion get

  // #region pages
  async function* pages(url) {
    while (url) {
      const reply = await get(url)
      yield JSON.parse(reply.text)
      url = /<([^>]*)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1]
    }
  }
  // #endregion pages

  return { send, get, pages }
}

function seconds(reply) {
  const value = reply?.headers.get('retry-after')
  if (!value) return 0
  return /^\d+$/.test(value) ? Number(value) : Math.max(0, (Date.parse(value) - Date.now()) / 1000)
}
