#!/usr/bin/env bash
# until.sh N FUNCTION: waits until N of the server's goroutines are in that function
dump='http://127.0.0.1:6060/debug/pprof/goroutine?debug=2'
until [ "$(curl -s "$dump" | grep -c "$2(")" = "$1" ]; do sleep 0.05; done
