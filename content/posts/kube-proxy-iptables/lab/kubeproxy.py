#!/usr/bin/env python3
"""kubeproxy.py FILE: prints kube-proxy's rules for the services in FILE,
as input for iptables-restore."""
import base64
import hashlib
import json
import sys

POD_NETWORK = "10.1.0.0/16"  # kube-proxy's --cluster-cidr
NODE_PODS = "10.1.1."  # the pods of this node


# region name
def chain(kind, text):
    """Chain names have at most 28 characters, so kube-proxy hashes."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"KUBE-{kind}-" + base64.b32encode(digest).decode()[:16]
# endregion name


nat, reject = [], []
chains = ["KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-MARK-MASQ", "KUBE-POSTROUTING"]


def rule(to, match, target):
    nat.append(" ".join(f"-A {to} {match} -j {target}".split()))


# region balance
def balance(svc, endpoints):
    for i, (_, sep) in enumerate(endpoints):
        left = len(endpoints) - i
        dice = f"-m statistic --mode random --probability {1 / left:.10f}"
        rule(svc, dice if left > 1 else "", sep)
# endregion balance


# region service
def service(name, clusterIP, port, endpoints, nodePort=None, policy="Cluster"):
    to_vip = f"-d {clusterIP} -p tcp --dport {port}"
    if not endpoints:
        reject.append(f"-A KUBE-SERVICES {to_vip} -j REJECT")
        return
    svc = chain("SVC", name + "tcp")
    seps = [(e, chain("SEP", name + "tcp" + e)) for e in endpoints]
    chains.extend([svc, *(sep for _, sep in seps)])

    rule("KUBE-SERVICES", to_vip, svc)
    rule(svc, f"! -s {POD_NETWORK} {to_vip}", "KUBE-MARK-MASQ")
    balance(svc, seps)
    for endpoint, sep in seps:
        rule(sep, f"-s {endpoint.split(':')[0]}", "KUBE-MARK-MASQ")
        rule(sep, "-p tcp", f"DNAT --to-destination {endpoint}")
    # endregion service

    # region nodeport
    if nodePort:
        ext = chain("EXT", name + "tcp")
        chains.append(ext)
        rule("KUBE-NODEPORTS", f"-p tcp --dport {nodePort}", ext)
        if policy == "Cluster":
            rule(ext, "", "KUBE-MARK-MASQ")
            rule(ext, "", svc)
        else:  # externalTrafficPolicy: Local
            svl = chain("SVL", name + "tcp")
            chains.append(svl)
            rule(ext, "", svl)
            balance(svl, [s for s in seps if s[0].startswith(NODE_PODS)])
    # endregion nodeport


for declared in json.load(open(sys.argv[1])):
    service(**declared)
rule("KUBE-SERVICES", "-m addrtype --dst-type LOCAL", "KUBE-NODEPORTS")
rule("KUBE-MARK-MASQ", "", "MARK --or-mark 0x4000")
rule("KUBE-POSTROUTING", "-m mark ! --mark 0x4000/0x4000", "RETURN")
rule("KUBE-POSTROUTING", "", "MARK --xor-mark 0x4000")
rule("KUBE-POSTROUTING", "", "MASQUERADE")

print("*filter", ":KUBE-SERVICES -", *reject, "COMMIT", sep="\n")
print("*nat", *(f":{c} -" for c in chains), *nat, "COMMIT", sep="\n")
