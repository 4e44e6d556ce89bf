// A server that reads every request, answers the first one of each connection, and closes the connection on the second.
import { createServer } from 'node:net'

const seen = new Map()
createServer((socket) => {
  let requests = 0
  let text = ''
  socket.on('error', () => {})
  // #region serve
  socket.on('data', (data) => {
    text += data
    let end
    while ((end = text.indexOf('\r\n\r\n')) >= 0) {
      const head = text.slice(0, end)
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      if (text.length < end + 4 + length) return
      text = text.slice(end + 4 + length)
      const name = head.split(' ')[1].slice(1)
      if (name === 'seen') return socket.end(reply(JSON.stringify(Object.fromEntries(seen)), 'close'))
      seen.set(name, (seen.get(name) ?? 0) + 1)
      if (++requests > 1) return socket.destroy()
      socket.write(reply('done', 'keep-alive'))
    }
  })
  // #endregion serve
}).listen(8010, '127.0.0.1', () => console.log('listens'))

function reply(body, connection) {
  return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: ${connection}\r\n\r\n${body}`
}
