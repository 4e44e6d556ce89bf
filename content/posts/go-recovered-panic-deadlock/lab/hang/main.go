package main

import (
	"fmt"
	"sync"
)

var (
	mu    sync.Mutex
	stock = map[string]*int{"apple": new(int)}
)

func add(name string) {
	mu.Lock()
	*stock[name]++ // panics if there is no such name
	mu.Unlock()
}

func safely(f func()) {
	defer func() {
		if v := recover(); v != nil {
			fmt.Println("recovered:", v)
		}
	}()
	f()
}

func main() {
	safely(func() { add("apple") })
	safely(func() { add("pear") })
	fmt.Println("once more")
	safely(func() { add("apple") })
	fmt.Println("done")
}
