"""The same, and SIGTERM ends it."""
import http.server, signal, threading

server = http.server.ThreadingHTTPServer(("127.0.0.1", 8000), http.server.SimpleHTTPRequestHandler)
server.daemon_threads = False  # wait for the requests that are being answered


def stop(signum, frame):
    # shutdown() waits for serve_forever(), which this very thread would resume
    threading.Thread(target=server.shutdown).start()


signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
server.serve_forever()
server.server_close()
