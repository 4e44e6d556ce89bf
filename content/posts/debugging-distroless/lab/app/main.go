// A small HTTP service with two mistakes. Its image has one file: this program.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"strings"
)

func main() {
	logfile, err := os.OpenFile("/tmp/app.log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	check(err)
	check(os.Remove("/tmp/app.log")) // as a program that rotates logs would do
	address := os.Getenv("LISTEN")
	if address == "" {
		address = "127.0.0.1:8080"
	}
	listener, err := net.Listen("tcp", address)
	check(err)
	for {
		conn, err := listener.Accept()
		check(err)
		go serve(conn, logfile)
	}
}

// serve answers one request, whatever it asks for.
func serve(conn net.Conn, logfile *os.File) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	for line := "x"; strings.TrimSpace(line) != ""; {
		line, _ = in.ReadString('\n')
	}
	status, text := "200 OK", "hello from "+os.Getenv("STAGE")
	entry := "request " + strings.Repeat("detail ", 10000) + "\n"
	if _, err := logfile.WriteString(entry); err != nil {
		status, text = "500 Internal Server Error", "internal error"
	}
	fmt.Fprintf(conn, "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n",
		status, len(text)+1, text)
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
