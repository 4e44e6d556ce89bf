#!/usr/bin/env python3
"""Counts in projects.csv: the CNCF's projects, with the dates at which they changed level.

  landscape.py problems   classes of projects, sorted by the problem that calls for them
  landscape.py fates      what became of the projects, by the level they had reached
  landscape.py years      the same, by the year in which they were accepted
  landscape.py graves     the archived projects of each class
  landscape.py wait       how long it took to graduate or to be archived, and who began as incubating
  landscape.py check      whether the dates and levels fit together
"""
import csv
import sys
from collections import Counter
from datetime import date
from statistics import median

# region problems
PROBLEMS = {
    "package it": ["Container Runtime", "Container Registry", "Application Definition & Image Build"],
    "place it": ["Scheduling & Orchestration", "Cloud Native Network", "Automation & Configuration"],
    "find it": ["Coordination & Service Discovery", "Service Proxy", "API Gateway", "Service Mesh", "Remote Procedure Call"],
    "keep data": ["Cloud Native Storage", "Database", "Streaming & Messaging"],
    "change it": ["Continuous Integration & Delivery", "Feature Flagging"],
    "see it": ["Observability", "Chaos Engineering", "Continuous Optimization"],
    "trust it": ["Security & Compliance", "Key Management"],
}
# endregion problems
DATA = date(2026, 8, 7)
ALL = list(csv.DictReader(open("projects.csv")))


def problems():
    for problem, classes in PROBLEMS.items():
        print(problem)
        for name in classes:
            levels = Counter(p["level"] for p in ALL if p["class"] == name)
            graduated = [p["name"].split(" (")[-1].rstrip(")") for p in ALL if p["class"] == name and p["level"] == "graduated"]
            print(f"  {name.replace('Application', 'App'):33}{levels.total():3}  {', '.join(graduated) or '-'}")
    rest = [p for p in ALL if not any(p["class"] in classes for classes in PROBLEMS.values())]
    print(f"elsewhere {len(rest):27}  {', '.join(p['name'] for p in rest if p['level'] == 'graduated') or '-'}")


# region fates
def fates():
    for level, reached in (("graduated", lambda p: p["graduated"]),
                           ("incubating", lambda p: p["incubating"] and not p["graduated"]),
                           ("sandbox", lambda p: not p["incubating"] and not p["graduated"])):
        projects = [p for p in ALL if reached(p)]
        gone = [p for p in projects if p["level"] == "archived"]
        print(f"reached {level:11}{len(projects):4}, archived {len(gone):3}")
# endregion fates


def years():
    print("accepted,graduated,incubating,sandbox,archived")
    for year in sorted({p["accepted"][:4] for p in ALL}):
        levels = Counter(p["level"] for p in ALL if p["accepted"].startswith(year))
        print(year, *(levels[level] for level in ("graduated", "incubating", "sandbox", "archived")), sep=",")


def graves():
    by = Counter(p["class"] for p in ALL if p["level"] == "archived")
    for name, count in by.most_common():
        print(f"{count} of {sum(p['class'] == name for p in ALL):2}  {name}: "
              + ", ".join(p["name"] for p in ALL if p["class"] == name and p["level"] == "archived"))


def years_between(p, first, last):
    a, b = date.fromisoformat(p[first]), date.fromisoformat(p[last])
    return (b - a).days / 365.25


def wait():
    took = sorted((years_between(p, "accepted", "graduated"), p["name"]) for p in ALL if p["graduated"])
    lived = sorted((years_between(p, "accepted", "archived"), p["name"]) for p in ALL if p["archived"])
    for word, times in (("to graduate", took), ("to be archived", lived)):
        print(f"years {word:15} median {median(t for t, _ in times):.1f}, "
              f"from {times[0][0]:.1f} ({times[0][1]}) to {times[-1][0]:.1f} ({times[-1][1]})")
    begun = {True: [], False: []}
    for p in ALL:
        if p["graduated"]:
            begun[p["accepted"] == p["incubating"]].append(years_between(p, "accepted", "graduated"))
    print(f"graduated: {len(begun[True])} accepted as incubating, median {median(begun[True]):.1f} years; "
          f"{len(begun[False])} accepted lower, {median(begun[False]):.1f}")
    risen = [years_between(p, "accepted", "incubating") for p in ALL if p["incubating"] and p["accepted"] != p["incubating"]]
    old = [p for p in ALL if p["level"] == "sandbox" and (DATA - date.fromisoformat(p["accepted"])).days > 4 * 365.25]
    print(f"sandbox to incubating: {len(risen)}, median {median(risen):.1f} years, {sum(t <= 4 for t in risen)} within four; "
          f"longer than four years in the sandbox: {len(old)}")
    lower = [p for p in ALL if p["accepted"] < "2020" and p["accepted"] != p["incubating"]]
    print(f"accepted lower before 2020: {len(lower)}, graduated: {sum(bool(p['graduated']) for p in lower)}")
    for word, since in (("before 2020", False), ("since 2020", True)):
        projects = [p for p in ALL if (p["accepted"] >= "2020") == since]
        print(f"accepted {word}: {len(projects)}, as incubating: {sum(p['accepted'] == p['incubating'] for p in projects)}")


# region check
def check():
    for p in ALL:
        dates = [p[k] for k in ("accepted", "incubating", "graduated", "archived") if p[k]]
        assert dates[0] == p["accepted"] and dates == sorted(dates), p
        assert p["level"] == ("archived" if p["archived"] else "graduated" if p["graduated"] else
                              "incubating" if p["incubating"] else "sandbox"), p
    print(len(ALL), "projects;", ", ".join(f"{n} {level}" for level, n in Counter(p["level"] for p in ALL).most_common()))
# endregion check


globals()[sys.argv[1]]()
