// A client that writes each request in two pieces, with Nagle's algorithm on.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"net/http"
	"sort"
	"time"
)

func main() {
	conn, err := net.Dial("tcp", "127.0.0.1:8080")
	if err != nil {
		log.Fatal(err)
	}
	conn.(*net.TCPConn).SetNoDelay(false) // Go's default is true
	reader := bufio.NewReader(conn)

	var waits []time.Duration
	for i := 0; i < 20; i++ {
		start := time.Now()
		fmt.Fprint(conn, "GET / HTTP/1.1\r\n")
		fmt.Fprint(conn, "Host: example.org\r\n\r\n")
		resp, err := http.ReadResponse(reader, nil)
		if err != nil {
			log.Fatal(err)
		}
		reader.Discard(int(resp.ContentLength))
		waits = append(waits, time.Since(start))
	}

	sort.Slice(waits, func(i, j int) bool { return waits[i] < waits[j] })
	quartile := waits[len(waits)/4] // a busy machine slows down some, not most
	fmt.Println("lower quartile:", quartile.Round(40*time.Millisecond))
}
