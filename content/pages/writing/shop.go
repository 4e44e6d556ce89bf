package main

import (
	"fmt"
	"sync"
)

type shop struct {
	mu   sync.Mutex
	left int
}

// #region sell
func (s *shop) sell() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left == 0 {
		return false
	}
	s.left--
	return true
}

// #endregion sell

func main() {
	s := &shop{left: 2}
	fmt.Println(s.sell(), s.sell(), s.sell())
}
