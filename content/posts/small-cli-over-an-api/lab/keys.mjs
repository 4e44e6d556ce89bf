// One command creates one ticket, while the first answer is late. The table shows what the API did.
import { api } from './api.mjs'
import { client } from './client.mjs'

const fates = { answer: 'done, answer lost', work: 'still at work' }
const stores = { none: 'never', after: 'after the work', before: 'before the work' }

async function create(keys, lose) {
  const { server, seen, tickets, start } = api({ count: 0, keys, lose })
  const base = await start()
  const { send } = client({ timeout: 1_000 })
  await send(`${base}/tickets`, { method: 'POST', body: 'a ticket', headers: { 'idempotency-key': 'k1' } })
  server.closeAllConnections()
  server.close()
  return { made: tickets.size, statuses: seen.map((line) => line.split('-> ')[1]) }
}

const runs = Object.keys(fates).flatMap((lose) => Object.keys(stores).map((keys) => ({ lose, keys })))
const rows = await Promise.all(runs.map(async ({ lose, keys }) => ({ lose, keys, ...(await create(keys, lose)) })))
console.log('first attempt       key stored        tickets   answers')
for (const { lose, keys, made, statuses } of rows) {
  console.log(`${fates[lose].padEnd(20)}${stores[keys].padEnd(18)}${String(made).padEnd(10)}${statuses.join(', ')}`)
}
