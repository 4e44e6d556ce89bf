package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// Two calls, one after the other: GET, POST, or POST with a key. Prints what the second one returned.
func main() {
	method, url := os.Args[1], os.Args[2]
	for call := 1; call <= 2; call++ {
		// #region twice
		request, _ := http.NewRequest(strings.TrimSuffix(method, "+key"), url, strings.NewReader("title"))
		if method == "GET" {
			request, _ = http.NewRequest("GET", url, nil)
		}
		if strings.HasSuffix(method, "+key") {
			request.Header.Set("Idempotency-Key", "k1")
		}
		response, err := http.DefaultClient.Do(request)
		// #endregion twice
		if err != nil {
			os.Exit(1)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	fmt.Println("ok")
}
