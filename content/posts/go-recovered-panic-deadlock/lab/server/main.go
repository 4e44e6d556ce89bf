package main

import (
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof" // adds /debug/pprof/ to http.DefaultServeMux
	"os"
	"sync"
)

type item struct{ left int }

type shop struct {
	mu    sync.Mutex
	items map[string]*item
}

func main() {
	s := &shop{items: map[string]*item{"apple": {left: 10}}}
	take := map[string]http.HandlerFunc{
		"leaky":    s.leaky,
		"deferred": s.deferred,
		"scoped":   s.scoped,
		"crash":    crashOnPanic(s.leaky),
	}[os.Args[1]]

	mux := http.NewServeMux()
	mux.HandleFunc("/take", take)
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }() // pprof
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", mux))
}
