// Reads all tickets in three pages while one ticket changes: every ticket, and between every two pages. It counts the
// runs in which the reader missed a ticket that was there from beginning to end, or read one twice.
import { api } from './api.mjs'
import { client } from './client.mjs'

const ways = {
  'page numbers, newest first': 'order=-id',
  'page numbers, oldest first': 'order=id',
  'page numbers, last updated first': 'order=-updated',
  'cursor, last updated first': 'order=-updated&paging=cursor',
  'cursor, longest unchanged first': 'order=updated&paging=cursor',
  'cursor, newest first': 'order=-id&paging=cursor',
  'cursor, oldest first': 'order=id&paging=cursor',
}
const pages = 3
const count = 6

async function read(query, what, after, id) {
  const { server, tickets, plan, start } = api({ count, per: count / pages })
  const base = await start()
  plan.push({ what, after, id })
  const read = []
  for await (const page of client().pages(`${base}/tickets?${query}`)) read.push(...page.map((ticket) => ticket.id))
  server.closeAllConnections()
  server.close()
  const stayed = [...tickets.keys()].filter((id) => id <= count)
  return { missed: stayed.some((id) => !read.includes(id)), twice: new Set(read).size < read.length }
}

console.log(`${''.padEnd(34)}create        delete        update\n${''.padEnd(34)}${'missed twice  '.repeat(3).trimEnd()}`)
for (const [name, query] of Object.entries(ways)) {
  const cells = []
  for (const what of ['create', 'delete', 'update']) {
    let missed = 0
    let twice = 0
    let runs = 0
    for (let after = 1; after < pages; after++) {
      for (let id = 1; id <= (what === 'create' ? 1 : count); id++, runs++) {
        const result = await read(query, what, after, what === 'create' ? 'a new ticket' : id)
        missed += result.missed
        twice += result.twice
      }
    }
    cells.push(`${missed}/${runs}`.padStart(6) + ` ${`${twice}/${runs}`.padEnd(7)}`)
  }
  console.log(name.padEnd(34) + cells.join('').trimEnd())
}
process.exit()
