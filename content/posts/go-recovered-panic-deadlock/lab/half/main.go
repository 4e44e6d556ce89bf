package main

import (
	"fmt"
	"sync"
)

type account struct{ balance int }

type bank struct {
	mu       sync.Mutex
	accounts map[string]*account
}

// #region transfer
func (b *bank) transfer(from, to string, amount int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.accounts[from].balance -= amount
	b.accounts[to].balance += amount // panics if there is no such account
}

// #endregion transfer

func safely(f func()) {
	defer func() { fmt.Println("recovered:", recover()) }()
	f()
}

func main() {
	b := &bank{accounts: map[string]*account{"ann": {100}, "bob": {100}}}
	safely(func() { b.transfer("ann", "bbo", 30) })
	fmt.Println("ann", b.accounts["ann"].balance, "bob", b.accounts["bob"].balance)
}
