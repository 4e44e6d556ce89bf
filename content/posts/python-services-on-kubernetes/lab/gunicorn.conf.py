"""For the experiments: leaves a file when a worker has been told to stop."""
import signal

loglevel = "error"


def post_worker_init(worker):
    handler = signal.getsignal(signal.SIGTERM)

    def told(*args):
        open("told", "w").close()
        handler(*args)

    signal.signal(signal.SIGTERM, told)
