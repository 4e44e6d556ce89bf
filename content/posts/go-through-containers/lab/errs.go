// errs: an error loses its identity on the way through a socket, unless both sides agree on a code.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

// region errs
var errNotFound = errors.New("not found")

type wire struct{ Message, Code string }

func send(err error) []byte {
	w := wire{Message: err.Error()}
	if errors.Is(err, errNotFound) {
		w.Code = "NotFound"
	}
	data, _ := json.Marshal(w)
	return data
}

func receive(data []byte, codes bool) error {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	if codes && w.Code == "NotFound" {
		return fmt.Errorf("%s (remote): %w", w.Message, errNotFound)
	}
	return errors.New(w.Message)
}

// endregion errs

func main() {
	local := fmt.Errorf("container %q: %w", "web", errNotFound)
	fmt.Println("same process:", errors.Is(local, errNotFound))
	for _, codes := range []bool{false, true} {
		remote := receive(send(local), codes)
		fmt.Printf("codes %-5v  : %v, %v\n", codes, errors.Is(remote, errNotFound), remote)
	}
}
