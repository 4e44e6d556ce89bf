"""pywsgi.py [patch]: gevent's own server, with or without monkey patching."""
import sys

if "patch" in sys.argv:
    from gevent import monkey
    monkey.patch_all()

from gevent.pywsgi import WSGIServer
from app import app

WSGIServer(("127.0.0.1", 8000), app, log=None).serve_forever()
