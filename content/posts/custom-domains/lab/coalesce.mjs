// Opens one HTTP/2 connection for one name and asks it for two, as browsers may.
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';

const [port, name, other] = process.argv.slice(2);
const session = connect(`https://127.0.0.1:${port}`, { servername: name, ca: readFileSync('certs/ca.pem') });
for (const authority of [name, other]) {
  const stream = session.request({ ':authority': authority, ':path': '/sale' });
  const status = await new Promise((resolve, reject) => {
    stream.on('response', (headers) => resolve(`${headers[':status']} ${headers.location ?? ''}`)).on('error', reject);
  });
  stream.resume();
  console.log(`connected as ${name}, asked for ${authority}: ${status}`.trim());
}
session.close();
