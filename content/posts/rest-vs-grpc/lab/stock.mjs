// The stock of a shop, three times: gRPC on port 8081, JSON over HTTP/1.1 on port 8080, JSON over HTTP/2 on port 8082. A number as argument
// is added to the ports.
import { createServer as createHttp1 } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { decode, encode, frame, unframe } from './wire.mjs';

const offset = Number(process.argv[2] ?? 0);
const levels = { tea: 7, coffee: 40, cups: 1200 };
const counts = { calls: 0, deadlines: 0, stopped: 0 };

// #region service
function get(name) {
  if (!(name in levels)) throw Object.assign(new Error(`no item ${name}`), { grpc: 5, http: 404 });
  return { name, left: levels[name] };
}

/** Fails after two items, like a query whose database goes away. */
function* list() {
  yield get('tea');
  yield get('coffee');
  throw Object.assign(new Error('the database went away'), { grpc: 14, http: 503 });
}
// #endregion service

// #region wait
/** Works until nobody waits for it anymore. */
function wait(stream, headers) {
  if (headers['grpc-timeout']) counts.deadlines++;
  stream.on('close', () => counts.stopped++);
}
// #endregion wait

const methods = {
  '/shop.Stock/Get': (request) => [get(request[1])],
  '/shop.Stock/List': list,
};

// #region grpc
async function answer(stream, headers) {
  counts.calls++;
  if (headers[':path'] === '/shop.Stock/Wait') return wait(stream, headers);
  const trailers = { 'grpc-status': '0' };
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.respond({ 'content-type': 'application/grpc' }, { waitForTrailers: true, sendDate: false });
  try {
    const method = methods[headers[':path']];
    if (!method) throw Object.assign(new Error('no such method'), { grpc: 12 });
    const requests = [];
    for await (const message of unframe(stream)) requests.push(decode(message));
    for (const { name, left } of method(requests[0])) stream.write(frame(encode({ 1: name, 2: left })));
  } catch (error) {
    trailers['grpc-status'] = String(error.grpc ?? 13);
    trailers['grpc-message'] = error.message;
  }
  stream.end();
}

createHttp2().on('stream', answer).listen(8081 + offset, '127.0.0.1');
// #endregion grpc

// #region json
function answerJson({ url }, response) {
  response.sendDate = false;
  response.setHeader('content-type', 'application/json');
  try {
    if (url === '/counts') response.end(JSON.stringify(counts));
    else if (url.startsWith('/stock/')) response.end(`${JSON.stringify(get(url.slice('/stock/'.length)))}\n`);
    else for (const level of list()) response.write(`${JSON.stringify(level)}\n`);
  } catch (error) {
    if (!response.headersSent) response.writeHead(error.http);
    if (url === '/list?cut') response.socket.end();
    else response.end();
  }
}
// #endregion json

createHttp1(answerJson).listen(8080 + offset, '127.0.0.1');
createHttp2(answerJson).listen(8082 + offset, '127.0.0.1', () => console.log('stock listens'));
