package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"syscall"
)

// #region set
func setQuickAck(conn *net.TCPConn) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = raw.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd),
			syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
	})
	if err != nil {
		return err
	}
	return os.NewSyscallError("setsockopt", failed)
}

// #endregion set

// #region once
// once is a ConnContext: http.Server calls it for each new connection.
func once(ctx context.Context, conn net.Conn) context.Context {
	if err := setQuickAck(conn.(*net.TCPConn)); err != nil {
		log.Print(err)
	}
	return ctx
}

// #endregion once

// #region wrap
type quickListener struct{ net.Listener }

func (l quickListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return quickConn{conn.(*net.TCPConn)}, nil
}

// quickConn has all methods of a TCP connection, and its own Read.
type quickConn struct{ *net.TCPConn }

func (c quickConn) Read(b []byte) (int, error) {
	n, err := c.TCPConn.Read(b)
	setQuickAck(c.TCPConn) // an error is no reason to fail: the bytes are here
	return n, err
}

// #endregion wrap

// #region narrow
// narrowConn has only the methods of the interface.
type narrowConn struct{ net.Conn }

type narrowListener struct{ net.Listener }

func (l narrowListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return narrowConn{conn}, err
}

// #endregion narrow

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("hello\n"))
	})
	http.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "big.bin")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{}
	switch os.Args[1] {
	case "once":
		server.ConnContext = once
	case "read":
		listener = quickListener{listener}
	case "narrow":
		listener = narrowListener{listener}
	}
	log.Fatal(server.Serve(listener))
}
