package main

import (
	"net"
	"os"
	"os/signal"
	"sync"
	"time"
)

func main() {
	switch os.Args[1] {
	case "timer":
		time.AfterFunc(time.Hour, func() {})
	case "signal":
		signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	case "listener":
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		go l.Accept()
	}
	time.Sleep(100 * time.Millisecond) // let the other goroutines start to wait

	var mu sync.Mutex
	mu.Lock()
	mu.Lock() // forever
}
