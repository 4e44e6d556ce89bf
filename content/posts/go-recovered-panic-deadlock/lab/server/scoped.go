package main

import (
	"fmt"
	"net/http"
)

// #region handler
// take does everything that needs the lock. It checks before it changes anything.
func (s *shop) take(name string) (left int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	it := s.items[name]
	if it == nil {
		return 0, fmt.Errorf("no such item: %q", name)
	}
	it.left--
	return it.left, nil
}

func (s *shop) scoped(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("item") // reads from the network
	left, err := s.take(name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	fmt.Fprintln(w, left, "left") // writes to the network
}

// #endregion handler
