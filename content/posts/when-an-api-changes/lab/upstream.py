"""The API under the library, with a switch for every change that it may make."""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def order(number, status, euros, minute, **more):
    return {"id": f"ord_{number:03}", "status": status, "amount": euros * 100, "currency": "EUR",
            "created": f"2026-11-30T09:{minute:02}:00Z", "note": "", **more}


# region accounts
ACCOUNTS = {  # newest first
    "shop": [order(n, "refunded" if n % 4 == 0 else "paid", 10 + n, n * 5) for n in range(11, 0, -1)],
    "canary": [order(3, "paid", 30, 15), order(2, "refunded", 20, 10), order(1, "paid", 10, 5)],
}
# endregion accounts


def each(change):
    return lambda orders: [{**o, **change(o)} for o in orders]


def without(name):
    return lambda orders: [{k: v for k, v in o.items() if k != name} for o in orders]


def renamed(orders):
    return without("amount")(each(lambda o: {"total": o["amount"]})(orders))


# region changes
CHANGES = {
    "new field": each(lambda o: {"channel": "web"}),
    "unused field removed": without("note"),
    "used field renamed": renamed,
    "number becomes a string": each(lambda o: {"amount": str(o["amount"])}),
    "null in one order": lambda orders: [{**o, "amount": None} if o["id"] == "ord_007" else o for o in orders],
    "new status value": lambda orders: [{**o, "status": "disputed"} if o["id"] == "ord_006" else o for o in orders],
    "longer ids": each(lambda o: {"id": "ord_01k" + o["id"][4:]}),
    "other time offset": each(lambda o: {"created": o["created"].replace("T09", "T11").replace("Z", "+02:00")}
                              if o["id"] in ("ord_001", "ord_002") else {}),
    "oldest first": lambda orders: orders[::-1],
    "smaller pages": lambda orders: orders,
    "error with status 200": lambda orders: orders,
    "busy: 429, then 200": lambda orders: orders,
    "moved: 308": lambda orders: orders,
    "archived orders, too": lambda orders: orders + [order(0, "paid", 90, 0)],
    "euros, not cents": each(lambda o: {"amount": o["amount"] // 100}),
}
# endregion changes


class Upstream(BaseHTTPRequestHandler):
    change = None   # one of CHANGES
    busy = 0        # how many more requests are answered with 429

    def do_GET(self):
        url = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(url.query).items()}
        if Upstream.busy:
            Upstream.busy -= 1
            return self.answer(429, {"error": "too many requests"}, {"Retry-After": "0"})
        if self.change == "moved: 308" and url.path == "/orders":
            return self.answer(308, {}, {"Location": "/v2/orders?" + url.query})
        if self.change == "error with status 200":
            return self.answer(200, {"error": "temporarily unavailable"})
        account = query.get("account", "shop")
        orders = CHANGES.get(self.change, list)(ACCOUNTS[account])
        size, page = 5 if self.change == "smaller pages" else 100, int(query.get("page", 1))
        more = len(orders) > size * page
        self.answer(200, {"orders": orders[size * (page - 1):size * page],
                          "next": f"/orders?account={account}&page={page + 1}" if more else None},
                    {"Sunset": "Wed, 30 Jun 2027 23:59:59 GMT"} if self.change == "sunset" else {})

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        data = json.dumps(body).encode()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


def truth(change, account):
    """What the library must answer: cents that are earned, and the newest order."""
    orders = ACCOUNTS[account]
    earned = [o for o in orders if o["status"] == "paid" and not (change == "new status value" and o["id"] == "ord_006")]
    newest = CHANGES["longer ids"](orders)[0] if change == "longer ids" else orders[0]
    return sum(o["amount"] for o in earned), newest["id"]


def serve():
    return ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
