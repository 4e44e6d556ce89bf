bind = "127.0.0.1:8000"
loglevel = "critical"
timeout = 0  # see the text
