"""Three ways to learn of a change before a customer does. Each returns None, or what it noticed."""
import io
import json
import urllib.request
from unittest import mock

import libraries
import upstream


# region recorded
def recorded(base, library):
    """The library's own tests: they run on a response that was stored a year ago."""
    body = json.dumps({"orders": upstream.ACCOUNTS["canary"], "next": None}).encode()

    def stored(*args, **options):
        response = mock.MagicMock(headers={"Sunset": None}, read=io.BytesIO(body).read)
        response.__enter__.return_value = response
        return response
    with mock.patch("urllib.request.urlopen", stored):
        return None if library(base, "canary") == (4000, "ord_003") else "wrong answer"
# endregion recorded


# region shape
def paths(value, at=""):
    if isinstance(value, dict):
        return set().union(*(paths(v, f"{at}.{k}") for k, v in value.items()))
    if isinstance(value, list):
        return set().union(*(paths(v, at + "[]") for v in value))
    return {f"{at}: {type(value).__name__}"}


def shape(base, library):
    """Compares the names and types of the live answer with those of the stored one."""
    with urllib.request.urlopen(f"{base}/orders?account=canary", timeout=10) as response:
        live = paths(json.load(response))
    stored = paths({"orders": upstream.ACCOUNTS["canary"], "next": None})
    return ", ".join(sorted(live ^ stored)) or None
# endregion shape


# region known
def known(base, library):
    """Asks the live API, through the library, a question whose answer is known."""
    answer = library(base, "canary")
    return None if answer == (4000, "ord_003") else f"wrong answer: {answer}"
# endregion known


CANARIES = [recorded, shape, known]
