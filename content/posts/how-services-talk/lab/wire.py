"""JSON over HTTP, both ends, and a way to die at a named point."""
import http.client
import http.server
import json
import os
import signal
import urllib.request

BROKER = 'http://127.0.0.1:8000'
PORTS = {'shop': 8001, 'stock': 8002, 'mail': 8003, 'points': 8004}
open_url = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


def request(method, url, body=None):
    data = json.dumps(body).encode()
    ask = urllib.request.Request(url, data, method=method)
    try:
        with open_url(ask, timeout=5) as answer:
            return json.load(answer)
    except (ValueError, http.client.HTTPException) as error:
        raise OSError(error) from error  # an answer cut short: the other side has ended


def serve(port, handle):
    """handle(method, path, body) returns a status and something that becomes JSON."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def any(self):
            body = self.rfile.read(int(self.headers['Content-Length'] or 0))
            try:
                status, answer = handle(self.command, self.path, json.loads(body or 'null'))
            except OSError as error:
                status, answer = 500, f'failed: {error}'
            text = (json.dumps(answer) + '\n').encode()
            self.send_response(status)
            self.send_header('Content-Length', str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_DELETE = any

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(('127.0.0.1', port), Handler)
    server.handle_error = lambda *_: None  # the other side was killed
    server.serve_forever()


# #region crash
crash_at = None  # where to die
passed = None  # or a list of the points passed


def crash(point):
    """Between two steps: dies here, without any cleanup, if this is the point."""
    if passed is not None:
        passed.append(point)
    if point == crash_at:
        os.kill(os.getpid(), signal.SIGKILL)
# #endregion crash
