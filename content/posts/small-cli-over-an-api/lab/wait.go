package main

import (
	"io"
	"net/http"
	"os"
	"time"
)

func main() {
	var client *http.Client
	if os.Args[1] == "headers" {
		// #region headers
		client = &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: 2 * time.Second}}
		// #endregion headers
	} else {
		// #region whole
		client = &http.Client{Timeout: 2 * time.Second}
		// #endregion whole
	}
	response, err := client.Get(os.Args[2])
	if err != nil {
		os.Exit(1)
	}
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		os.Exit(1)
	}
}
