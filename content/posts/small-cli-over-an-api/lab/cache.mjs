// Reads 100 tickets in ten pages, then one ticket is created, then reads all again with the ETags of the first time.
import { api } from './api.mjs'
import { client } from './client.mjs'

const ways = {
  'page numbers, newest first': 'order=-id',
  'cursor, newest first': 'order=-id&paging=cursor',
  'page numbers, oldest first': 'order=id',
  'cursor, oldest first': 'order=id&paging=cursor',
}

console.log('second reading'.padEnd(30) + '200   304   bytes')
for (const [name, query] of Object.entries(ways)) {
  const { server, seen, sent, change, start } = api({ count: 100 })
  const base = await start()
  const cache = new Map()
  // #region readings
  async function read() {
    const tickets = []
    for await (const page of client({ cache }).pages(`${base}/tickets?${query}`)) tickets.push(...page)
    return tickets
  }
  await read()
  change.create('a new ticket')
  seen.length = sent.bytes = 0
  await read()
  // #endregion readings
  const counted = (status) => seen.filter((line) => line.endsWith(`-> ${status}`)).length
  console.log(`${name.padEnd(30)}${String(counted(200)).padEnd(6)}${String(counted(304)).padEnd(6)}${sent.bytes}`)
  server.closeAllConnections()
  server.close()
}

process.exit()
