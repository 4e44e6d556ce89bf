package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"
)

const tcpUserTimeout = 18 // not in package syscall

// #region ways
func setOption(fd uintptr) error {
	err := syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, 5000)
	return os.NewSyscallError("setsockopt", err)
}

// byFile looks right, and breaks the socket.
func byFile(s interface{ File() (*os.File, error) }) error {
	file, err := s.File()
	if err != nil {
		return err
	}
	defer file.Close()
	return setOption(file.Fd())
}

// byRaw borrows the descriptor for one call.
func byRaw(s syscall.Conn) error {
	raw, err := s.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = setOption(fd) }); err != nil {
		return err
	}
	return failed
}

// #endregion ways

// #region main
func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:8080")
	check(err)
	server := &http.Server{ReadTimeout: time.Second}
	switch os.Args[1] {
	case "listener-by-file":
		check(byFile(listener.(*net.TCPListener)))
	case "listener-by-raw":
		check(byRaw(listener.(*net.TCPListener)))
	case "conns-by-file":
		server.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
			check(byFile(c.(*net.TCPConn)))
			return ctx
		}
	case "conns-by-raw":
		server.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
			check(byRaw(c.(*net.TCPConn)))
			return ctx
		}
	}
	go server.Serve(listener)

	if strings.HasPrefix(os.Args[1], "conns") {
		silentClients(100)
	} else {
		resp, err := http.Get("http://127.0.0.1:8080/")
		check(err)
		fmt.Println("the server answers:", resp.Status)
	}
	shutdown(server)
}

// #endregion main

// #region measure
// silentClients connects n clients that send nothing. ReadTimeout should end them.
func silentClients(n int) {
	var clients []net.Conn
	for i := 0; i < n; i++ {
		client, err := net.Dial("tcp", "127.0.0.1:8080")
		check(err)
		clients = append(clients, client)
	}
	for i := 0; i < 20 && threads() <= n; i++ {
		time.Sleep(100 * time.Millisecond)
	}
	fmt.Println("threads per client:", threads()/n)

	deadline, closed := time.Now().Add(3*time.Second), 0
	for _, client := range clients {
		client.SetReadDeadline(deadline)
		_, err := client.Read(make([]byte, 1))
		if !os.IsTimeout(err) {
			closed++
		}
	}
	fmt.Printf("connections that ReadTimeout ended: %d of %d\n", closed, n)
	for _, client := range clients {
		client.Close()
	}
}

func shutdown(server *http.Server) {
	done := make(chan error)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		done <- server.Shutdown(ctx)
	}()
	select {
	case err := <-done:
		fmt.Println("Shutdown returned", err)
	case <-time.After(3 * time.Second):
		fmt.Println("Shutdown has not returned after 3 s; its limit was 1 s")
	}
}

// #endregion measure

func threads() (n int) {
	status, err := os.ReadFile("/proc/self/status")
	check(err)
	fmt.Sscanf(string(status[bytes.Index(status, []byte("Threads:")):]), "Threads: %d", &n)
	return n
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
