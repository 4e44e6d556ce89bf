package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"syscall"
)

// Package syscall has no name for it on amd64. 15 is its value on most
// platforms; golang.org/x/sys/unix has the right one for all of them.
const soReusePort = 15

func reusePort(network, address string, c syscall.RawConn) error {
	var failed error
	err := c.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, soReusePort, 1)
	})
	if err != nil { // the function didn't run
		return err
	}
	return os.NewSyscallError("setsockopt", failed)
}

func main() {
	name := os.Args[1]
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "hello from", name)
	})

	config := net.ListenConfig{Control: reusePort}
	listener, err := config.Listen(context.Background(), "tcp", "127.0.0.1:8080")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(listener, nil))
}
