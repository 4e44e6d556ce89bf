package main

import (
	"fmt"
	"sync"
)

var mu sync.Mutex

// #region order
func report() {
	v := recover()
	free := mu.TryLock()
	if free {
		mu.Unlock()
	}
	fmt.Printf("recovered %q, lock is free: %v\n", v, free)
}

func recoverUnderLock() {
	mu.Lock()
	defer mu.Unlock() // registered first, runs last
	defer report()    // registered last, runs first
	panic("a")
}

func recoverAfterUnlock() {
	defer report()
	mu.Lock()
	defer mu.Unlock()
	panic("b")
}

// #endregion order

func main() {
	recoverUnderLock()
	recoverAfterUnlock()
}
