// One handler doesn't read its request's body. Do other uploads arrive? Give "1" for HTTP/1.1.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"
)

// counted tells when more than a mebibyte of it has been sent.
type counted struct {
	io.Reader
	sent int
	full chan bool
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.sent += n; c.sent > 1<<20 && c.full != nil {
		close(c.full)
		c.full = nil
	}
	return n, err
}

func main() {
	// #region server
	awake := make(chan bool)
	mux := http.NewServeMux()
	mux.HandleFunc("/stall", func(w http.ResponseWriter, r *http.Request) {
		<-awake
		n, _ := io.Copy(io.Discard, r.Body)
		fmt.Fprintf(w, "read %d bytes", n)
	})
	mux.HandleFunc("/read", func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		fmt.Fprintf(w, "read %d bytes", n)
	})
	server := httptest.NewUnstartedServer(mux)
	server.EnableHTTP2 = len(os.Args) == 1
	server.StartTLS()
	// #endregion server
	client := server.Client()
	send := func(method, path string, body io.Reader) chan string {
		answer := make(chan string, 1)
		go func() {
			request, _ := http.NewRequest(method, server.URL+path, body)
			response, err := client.Do(request)
			if err != nil {
				answer <- err.Error()
				return
			}
			text, _ := io.ReadAll(response.Body)
			answer <- fmt.Sprintf("%s %s", response.Proto, text)
		}()
		return answer
	}

	// #region uploads
	full := make(chan bool)
	stalled := send("POST", "/stall", &counted{bytes.NewReader(make([]byte, 8<<20)), 0, full})
	<-full
	fmt.Println("POST /stall has sent a mebibyte")
	fmt.Println("GET  /read:", <-send("GET", "/read", nil))
	small := send("POST", "/read", bytes.NewReader(make([]byte, 10)))
	select {
	case answer := <-small:
		fmt.Println("POST /read:", answer)
	case <-time.After(2 * time.Second):
		fmt.Println("POST /read: nothing after 2 s")
		close(awake)
		fmt.Println("POST /stall:", <-stalled)
		fmt.Println("POST /read:", <-small)
	}
	// #endregion uploads
}
