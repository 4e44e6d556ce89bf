// Fifty things that a reader of the shipped posts may type into the search, with the page that must come first. Written before the index
// was, from the posts alone. Change an answer only if the posts have changed.

export const searchQueries: readonly (readonly [query: string, first: string])[] = [
  // One word.
  ['epoll', 'posts/event-loop-100-lines/'],
  ['overlayfs', 'posts/image-build-needs-containers/'],
  ['whiteout', 'posts/oci-images-in-go/'],
  ['gunicorn', 'posts/python-services-on-kubernetes/'],
  ['ptrace', 'posts/debugging-distroless/'],
  ['pprof', 'posts/profiling-go/'],
  ['deadlock', 'posts/go-recovered-panic-deadlock/'],
  ['finalizer', 'posts/kubernetes-operator-from-scratch/'],
  ['outbox', 'posts/how-services-talk/'],
  ['canary', 'posts/weighted-canary-load-balancing/'],
  ['hairpin', 'posts/container-networking-from-scratch/'],
  ['cork', 'posts/node-writable-streams/'],
  ['coroutines', 'posts/callbacks-to-async-await/'],
  ['conntrack', 'posts/iptables-for-the-rest-of-us/'],
  ['fsync', 'posts/io-uring-event-loop/'],
  ['footnotes', 'writing/'],

  // Several words.
  ['flame graph', 'posts/profiling-go/'],
  ['default deny', 'posts/network-policy/'],
  ['retry budget', 'posts/service-proxy-pod-sidecar/'],
  ['virtual ip', 'posts/service-discovery-kubernetes/'],
  ['goroutine dump', 'posts/go-recovered-panic-deadlock/'],
  ['rename a column', 'posts/schema-migrations/'],
  ['fencing token', 'posts/leader-election/'],
  ['idempotency key', 'posts/small-cli-over-an-api/'],
  ['terminal window size', 'posts/runtime-shim-3-interactive/'],
  ['veth namespace', 'posts/container-networking-from-scratch/'],
  ['euro sign', 'posts/node-readable-streams/'],
  ['histogram buckets', 'posts/metrics-logs-traces/'],
  ['kube-proxy rules', 'posts/kube-proxy-iptables/'],
  ['smallest shim', 'posts/runtime-shim-2-minimal/'],
  ['container without an image', 'posts/container-without-an-image/'],
  ['who loses requests when a pod stops', 'posts/python-services-on-kubernetes/'],

  // Identifiers, file names and options, as they are written in code.
  ['SO_REUSEPORT', 'posts/many-containers-one-port/'],
  ['TCP_NODELAY', 'posts/go-socket-options/'],
  ['CAP_SYS_PTRACE', 'posts/debugging-distroless/'],
  ['pivot_root', 'posts/disposable-dev-environments/'],
  ['epoll_wait', 'posts/event-loop-100-lines/'],
  ['net.ListenConfig', 'posts/go-socket-options/'],
  ['config.json', 'posts/container-without-an-image/'],
  ['KUBE-SVC', 'posts/kube-proxy-iptables/'],
  ['--tcp-flags', 'posts/syn-and-accept-queues/'],
  ['lab.yaml', 'posts-that-run/'],

  // Typed only in part.
  ['idempot', 'posts/small-cli-over-an-api/'],
  ['readinessP', 'posts/python-services-on-kubernetes/'],

  // With a small mistake.
  ['kuberntes operator', 'posts/kubernetes-operator-from-scratch/'],
  ['iptabels packet', 'posts/iptables-for-the-rest-of-us/'],
  ['evnt loop', 'posts/event-loop-100-lines/'],
  // Two posts run it; the newer one has it in its description, too.
  ['prometeus', 'posts/what-self-hosters-look-for/'],
  ['laeder election', 'posts/leader-election/'],
  ['gorutine dmup', 'posts/go-recovered-panic-deadlock/'],
];
