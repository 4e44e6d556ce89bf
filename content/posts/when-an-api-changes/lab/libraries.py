"""Four versions of a library: each returns the cents earned in an account and the id of its newest order."""
import json
import re
import time
import urllib.error
import urllib.request
from datetime import datetime


def get(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return json.load(response)


# region hopeful
def hopeful(base, account):
    orders = get(f"{base}/orders?account={account}").get("orders", [])
    earned = sum(int(o.get("amount") or 0) for o in orders if o.get("status") != "refunded")
    return earned, orders[0].get("id") if orders else None
# endregion hopeful


# region plain
def plain(base, account):
    orders = get(f"{base}/orders?account={account}")["orders"]
    earned = sum(o["amount"] for o in orders if o["status"] != "refunded")
    return earned, orders[0]["id"]
# endregion plain


# region strict
SCHEMA = {"id": r"ord_\d{3}", "status": r"paid|refunded", "amount": int, "currency": r"[A-Z]{3}",
          "created": r"[\d-]{10}T[\d:]{8}Z", "note": r".*"}


def strict(base, account):
    answer = get(f"{base}/orders?account={account}")
    if set(answer) != {"orders", "next"} or answer["next"] is not None:
        raise ValueError("unexpected answer")
    for o in answer["orders"]:
        if set(o) != set(SCHEMA):
            raise ValueError(f"unexpected fields: {set(o) ^ set(SCHEMA)}")
        for name, rule in SCHEMA.items():
            value = o[name]
            if not (type(value) is int if rule is int else isinstance(value, str) and re.fullmatch(rule, value)):
                raise ValueError(f"unexpected {name}: {value!r}")
    return sum(o["amount"] for o in answer["orders"] if o["status"] == "paid"), answer["orders"][0]["id"]
# endregion strict


# region careful
COUNTS = {"paid": True, "refunded": False}


def careful(base, account, warn=lambda message: None):
    earned, newest, url = 0, None, f"{base}/orders?account={account}"
    while url:  # <1>
        answer = patient(url, warn)
        for o in answer["orders"]:
            if type(o["amount"]) is not int:  # <2>
                raise ValueError(f"{o['id']}: amount is {o['amount']!r}")
            earned += o["amount"] if COUNTS[o["status"]] else 0  # <3>
            created = datetime.fromisoformat(o["created"])
            if newest is None or created > newest[0]:  # <4>
                newest = created, o["id"]
        url = base + answer["next"] if answer["next"] else None
    return earned, newest[1]
# endregion careful


# region patient
def patient(url, warn):
    for attempt in range(3):
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                if response.headers["Sunset"]:
                    warn(f"this API ends on {response.headers['Sunset']}")
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code != 429 or attempt == 2:
                raise
            time.sleep(int(error.headers.get("Retry-After", 1)))
# endregion patient
