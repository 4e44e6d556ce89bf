package main

import (
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof"
	"runtime"
	"time"
)

func main() {
	runtime.SetMutexProfileFraction(1) // off by default; 1 records every wait

	s := &store{lines: sampleLog(10000), searches: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, s.page(r.FormValue("q")))
	})
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }() // pprof
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", mux))
}

func sampleLog(n int) []string {
	levels := []string{"INFO", "WARN", "Error", "DEBUG", "TRACE"}
	var lines []string
	for i := 0; i < n; i++ {
		lines = append(lines, fmt.Sprintf("%05d %s %d ms", i, levels[i%5], i%97))
	}
	return lines
}

// audit takes as long as a slow disk or a remote log.
func audit(query string) {
	time.Sleep(20 * time.Millisecond)
}
