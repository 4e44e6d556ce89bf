"""A synchronous service. It waits for others, and knows nothing about gevent."""
import threading, urllib.request

from flask import Flask, request

app = Flask(__name__)
local = threading.local()
lock = threading.Lock()


# #region upstream
def ask():
    with urllib.request.urlopen("http://127.0.0.1:7000/") as answer:
        return answer.read()


@app.get("/upstream")
def upstream():
    return ask()
# #endregion upstream


# #region made
@app.get("/whoami")
def whoami():
    local.user = request.args["user"]
    ask()
    return f"the request is {request.args['user']}'s, the thread-local says {local.user}\n"


@app.get("/locked")
def locked():
    with lock:
        return ask()
# #endregion made


@app.get("/ping")
def ping():
    return "pong\n"


@app.post("/upload")
def upload():
    return f"{len(request.get_data())} bytes\n"
