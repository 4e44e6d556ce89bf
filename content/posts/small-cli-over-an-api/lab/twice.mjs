// Two calls, one after the other, on one connection. Ends with an error if one of them fails.
import { Agent, request } from 'node:http'

const [client, kind, url] = process.argv.slice(2)
const method = kind.split('+')[0]
const headers = kind.endsWith('+key') ? { 'idempotency-key': 'k1' } : {}
const body = method === 'POST' ? 'title' : undefined
const agent = new Agent({ keepAlive: true })

function viaHttp() {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent }, (response) => response.resume().on('end', resolve)).on('error', reject).end(body)
  })
}

for (let call = 1; call <= 2; call++) {
  if (client === 'fetch') await (await fetch(url, { method, headers, body })).text()
  else await viaHttp()
  await new Promise((resolve) => setTimeout(resolve, 100)) // the connection goes back to the pool
}
