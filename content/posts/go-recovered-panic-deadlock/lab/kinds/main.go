// kinds recursive|order: two deadlocks without a panic
package main

import (
	"os"
	"sync"
)

// #region kinds
type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) read() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (a *account) double() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += a.read() // locks a.mu again
}

func transfer(from, to *account, amount int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	meet() // until both transfers hold their first lock
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

// #endregion kinds

var both sync.WaitGroup

func meet() {
	both.Done()
	both.Wait()
}

func main() {
	a, b := &account{balance: 100}, &account{balance: 100}
	if os.Args[1] == "recursive" {
		a.double()
		return
	}
	both.Add(2)
	go transfer(a, b, 30)
	transfer(b, a, 20)
}
