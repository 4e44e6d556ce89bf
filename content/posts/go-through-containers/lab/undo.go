// undo: three steps, of which the third fails. What is left?
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

var errFull = errors.New("no space left")

func snapshot() error { return fmt.Errorf("snapshot: %w", errFull) }

// region careless
func careless(root string) error {
	bundle := filepath.Join(root, "bundle")
	if err := os.Mkdir(bundle, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(bundle, "config.json"), nil, 0o644); err != nil {
		return err
	}
	return snapshot()
}

// endregion careless

// region careful
func careful(root string) (err error) { // <1>
	bundle := filepath.Join(root, "bundle")
	if err := os.Mkdir(bundle, 0o755); err != nil {
		return err
	}
	defer func() {
		if err != nil { // <2>
			os.Remove(bundle)
		}
	}()
	config := filepath.Join(bundle, "config.json")
	if err := os.WriteFile(config, nil, 0o644); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(config) // <3>
		}
	}()
	return snapshot() // <4>
}

// endregion careful

// region shadowed
func shadowed(root string) error {
	bundle := filepath.Join(root, "bundle")
	err := os.Mkdir(bundle, 0o755)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(bundle)
		}
	}()
	if err := snapshot(); err != nil {
		return err
	}
	return nil
}

// endregion shadowed

func main() {
	for _, create := range []struct {
		name string
		run  func(string) error
	}{{"careless", careless}, {"careful", careful}, {"shadowed", shadowed}} {
		root, err := os.MkdirTemp("", "undo")
		if err != nil {
			panic(err)
		}
		err = create.run(root)
		left, _ := filepath.Glob(root + "/*")
		again := create.run(root)
		fmt.Printf("%-9s %v, left %d; again: exists %v\n", create.name, err, len(left), errors.Is(again, os.ErrExist))
		os.RemoveAll(root)
	}
}
