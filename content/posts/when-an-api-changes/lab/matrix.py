#!/usr/bin/env python3
"""Runs four libraries and three canaries against an API that changes.

  matrix.py libraries    ok, fails or lies, for each library and change
  matrix.py canaries     which canary notices each change
  matrix.py promises     what each library makes of changes that providers call compatible
  matrix.py together     the careful library and a canary with a known answer
  matrix.py sunset       what the careful library says of an API that will end
  matrix.py show CHANGE  what each library says to one change
"""
import csv
import sys
import threading

from canary import CANARIES, known
from libraries import careful, hopeful, plain, strict
from upstream import CHANGES, Upstream, serve, truth

LIBRARIES = [hopeful, plain, strict, careful]
server = serve()
threading.Thread(target=server.serve_forever, daemon=True).start()
BASE = f"http://127.0.0.1:{server.server_port}"


def under(change):
    Upstream.change, Upstream.busy = change, 1 if change and change.startswith("busy") else 0


# region judge
def judge(library, change):
    under(change)
    try:
        answer = library(BASE, "shop")
    except Exception as error:
        return "fails", f"{type(error).__name__}: {error}"
    return "ok" if answer == truth(change, "shop") else "lies", answer
# endregion judge


def notices(canary, change, library=careful):
    under(change)
    try:
        return canary(BASE, library)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def table(header, rows, last=()):
    for row in [header, *rows, *last]:
        print((row[0].ljust(25) + "".join(cell.ljust(12) for cell in row[1:])).rstrip())


def count(rows, words):
    return [[word, *(str(column.count(word)) for column in list(zip(*rows))[1:])] for word in words]


def main(what, *arguments):
    for library in LIBRARIES:
        assert judge(library, None)[0] == "ok", library
    for canary in CANARIES:
        assert notices(canary, None) is None, canary
    names = [library.__name__ for library in LIBRARIES]
    if what == "libraries":
        rows = [[change, *(judge(library, change)[0] for library in LIBRARIES)] for change in CHANGES]
        table(["", *names], rows, [[""], *count(rows, ["ok", "fails", "lies"])])
    elif what == "canaries":
        rows = [[change, *("noticed" if notices(canary, change) else "-" for canary in CANARIES)] for change in CHANGES]
        table(["", *(canary.__name__ for canary in CANARIES)], rows, [[""], *count(rows, ["noticed"])])
    elif what == "together":
        rows = []
        for change in CHANGES:
            verdict, seen = judge(careful, change)[0], bool(notices(known, change))
            rows.append([change, verdict, "noticed" if seen else "-"])
        table(["", "careful", "known"], rows)
        print("\nlies that nobody notices:", sum(row[1:] == ["lies", "-"] for row in rows))
    elif what == "promises":
        for row in csv.DictReader(open("promises.csv")):
            verdicts = [judge(library, row["change"])[0] for library in LIBRARIES]
            print(f"{row['provider']:11}", f"{row['change']:17}", *(f"{n} {v}".ljust(14) for n, v in zip(names, verdicts)))
    elif what == "sunset":
        Upstream.change = "sunset"
        print(careful(BASE, "shop", warn=lambda message: print("warning:", message)))
    else:
        for library in LIBRARIES:
            print(f"{library.__name__:8}", *judge(library, arguments[0]))
        print(f"{'truth':8}", "  ", truth(arguments[0], "shop"))


main(*sys.argv[1:])
