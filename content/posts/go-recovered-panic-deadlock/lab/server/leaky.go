package main

import (
	"fmt"
	"net/http"
)

// #region handler
func (s *shop) leaky(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	it := s.items[r.FormValue("item")] // nil if we don't sell that
	it.left--
	fmt.Fprintln(w, it.left, "left")
	s.mu.Unlock()
}

// #endregion handler
