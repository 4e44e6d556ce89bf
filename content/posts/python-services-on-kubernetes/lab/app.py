"""A service that says which pod answers. /slow waits until the file "release" exists."""
import os, time

POD = os.environ.get("POD", "?")


def app(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        open("in-slow", "w").close()
        while not os.path.exists("release"):
            time.sleep(0.01)
    body = f"pod {POD}\n".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
