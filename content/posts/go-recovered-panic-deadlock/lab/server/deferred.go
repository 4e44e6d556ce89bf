package main

import (
	"fmt"
	"net/http"
)

// #region handler
func (s *shop) deferred(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock() // runs however the function ends
	it := s.items[r.FormValue("item")]
	it.left--
	fmt.Fprintln(w, it.left, "left")
}

// #endregion handler
