package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"
)

func congestion(algorithm string) func(string, string, syscall.RawConn) error {
	return func(network, address string, c syscall.RawConn) error {
		fmt.Println("control is called for", network, address)
		var failed error
		err := c.Control(func(fd uintptr) {
			failed = syscall.SetsockoptString(int(fd),
				syscall.IPPROTO_TCP, syscall.TCP_CONGESTION, algorithm)
		})
		if err != nil {
			return err
		}
		return os.NewSyscallError("setsockopt", failed)
	}
}

func main() {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: congestion(os.Args[1])}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = dialer.DialContext
	client := &http.Client{Transport: transport}

	resp, err := client.Get("http://127.0.0.1:8080/")
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(os.Stdout, resp.Body)
	resp.Body.Close()
	time.Sleep(time.Minute) // the idle connection stays in the pool
}
