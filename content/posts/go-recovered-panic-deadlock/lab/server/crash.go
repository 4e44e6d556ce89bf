package main

import (
	"log"
	"net/http"
	"os"
	"runtime/debug"
)

// #region middleware
// crashOnPanic recovers before net/http can, and exits.
func crashOnPanic(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler { // not a bug: the handler wants to abort
				panic(v)
			}
			log.Printf("panic in %s %s: %v\n%s", r.Method, r.URL.Path, v, debug.Stack())
			os.Exit(2)
		}()
		next(w, r)
	}
}

// #endregion middleware
