#!/usr/bin/env node
// tickets list [QUERY] | show ID | create [--key KEY] TITLE
import { randomUUID } from 'node:crypto'
import { client, Later, No, Unknown } from './client.mjs'

const base = process.env.TICKETS_API ?? 'http://127.0.0.1:8000'
const options = JSON.parse(process.env.TICKETS_OPTIONS ?? '{}')
const [command, ...rest] = process.argv.slice(2)
const { send, get, pages } = client(options)

// #region streams
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(141) // as a program ended by SIGPIPE
})

function print(lines) {
  return new Promise((resolve) => process.stdout.write(lines.map((line) => `${line}\n`).join(''), (error) => error || resolve()))
}
// #endregion streams

// #region commands
const commands = {
  async list(query = '') {
    const people = process.stdout.isTTY
    for await (const page of pages(`${base}/tickets?${query}`)) {
      await print(page.map(({ id, title }) => (people ? `${String(id).padStart(5)}  ${title}` : `${id}\t${title}`)))
    }
  },
  async show(id) {
    await print([(await get(`${base}/tickets/${id}`)).text])
  },
  async create(...words) {
    const key = words[0] === '--key' ? words.splice(0, 2)[1] : randomUUID()
    try {
      const reply = await send(`${base}/tickets`, { method: 'POST', body: words.join(' '), headers: { 'idempotency-key': key } })
      if (reply.status !== 201) throw new No(`${reply.status}: ${reply.text}`)
      await print([reply.text])
    } catch (error) {
      if (error instanceof Unknown) error.message += `\nto find out and finish it, run it again with --key ${key}`
      throw error
    }
  },
}
// #endregion commands

// #region exit
try {
  if (!Object.hasOwn(commands, command)) {
    console.error('usage: tickets list [QUERY] | show ID | create [--key KEY] TITLE')
    process.exitCode = 2
  } else {
    await commands[command](...rest)
  }
} catch (error) {
  const code = [No, Later, Unknown].findIndex((kind) => error instanceof kind)
  if (code < 0) throw error
  console.error(`tickets: ${error.message}`)
  process.exitCode = [1, 3, 4][code]
}
// #endregion exit
