#!/usr/bin/env python3
"""policy.py FILE...: prints the nftables rules for the pods in pods.yaml and
the network policies in the given files. Load them with `nft -f -`."""
import sys

import yaml

cluster = yaml.safe_load(open("pods.yaml"))
policies = [p for f in sys.argv[1:] for p in yaml.safe_load_all(open(f))]


# region select
def matches(selector, labels):
    wanted = selector.get("matchLabels", {})
    return all(labels.get(key) == value for key, value in wanted.items())


def addresses(peers, own_namespace):
    """The pods that a list of peers selects. The list is an OR, a peer an AND."""
    found = set()
    for peer in peers:
        for pod in cluster["pods"]:
            labels = cluster["namespaces"][pod["namespace"]]
            if "namespaceSelector" in peer:
                in_namespace = matches(peer["namespaceSelector"], labels)
            else:
                in_namespace = pod["namespace"] == own_namespace
            if in_namespace and matches(peer.get("podSelector", {}), pod["labels"]):
                found.add(pod["ip"])
    return found
# endregion select


# region compile
def compile_pod(pod, direction, side, peer_key):
    """The chain for one pod and one direction; None if no policy isolates it."""
    mine = [
        p for p in policies
        if p["metadata"]["namespace"] == pod["namespace"]
        and matches(p["spec"]["podSelector"], pod["labels"])
        and direction in p["spec"]["policyTypes"]
    ]
    if not mine:
        return None
    rules = []
    for policy in mine:
        for rule in policy["spec"].get(direction.lower(), []):
            peers = ""
            if peer_key in rule:
                found = addresses(rule[peer_key], pod["namespace"])
                if not found:
                    continue
                peers = f"ip {side} {{ {', '.join(sorted(found))} }} "
            for port in rule.get("ports", [None]):
                protocol = port and port["protocol"].lower()
                ports = f"{protocol} dport {port['port']} " if port else ""
                rules.append(f'{peers}{ports}return comment "{policy["metadata"]["name"]}"')
    return [*rules, "drop"]
# endregion compile


# region print
print("table inet netpol\ndelete table inet netpol\ntable inet netpol {")
for direction, side, peer_key, own in (
    ("Ingress", "saddr", "from", "daddr"), ("Egress", "daddr", "to", "saddr")):
    isolated = []
    for pod in cluster["pods"]:
        rules = compile_pod(pod, direction, side, peer_key)
        if rules:
            chain = f"{direction.lower()}-{pod['name']}"
            isolated.append(f"{pod['ip']} : jump {chain}")
            print(f"    chain {chain} {{", *rules, sep="\n        ", end="\n    }\n")
    elements = f"elements = {{ {', '.join(isolated)} }}" if isolated else ""
    print(f"    map {direction.lower()} {{ type ipv4_addr : verdict; {elements}\n    }}")
print("""    chain forward {
        type filter hook forward priority filter; policy accept;
        ct state established,related accept
        ip saddr vmap @egress
        ip daddr vmap @ingress
    }
}""")
# endregion print
