"""The shortest service, started as many first images start it: python3 naive.py"""
import http.server

server = http.server.ThreadingHTTPServer(("127.0.0.1", 8000), http.server.SimpleHTTPRequestHandler)
print("ready", flush=True)
server.serve_forever()
