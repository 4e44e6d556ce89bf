// options: a constructor with functional options, of which one needs another.
package main

import (
	"errors"
	"fmt"
)

// region options
type container struct{ id, image, snapshot string }

type option func(*container) error

func withImage(name string) option {
	return func(c *container) error { c.image = name; return nil }
}

func withNewSnapshot(id string) option {
	return func(c *container) error {
		if c.image == "" {
			return errors.New("no image to make a snapshot of")
		}
		c.snapshot = id + " of " + c.image
		return nil
	}
}

func newContainer(id string, options ...option) (*container, error) {
	c := &container{id: id}
	for _, option := range options {
		if err := option(c); err != nil {
			return nil, fmt.Errorf("container %s: %w", id, err)
		}
	}
	return c, nil
}

// endregion options

func main() {
	fmt.Println(newContainer("a", withImage("alpine"), withNewSnapshot("s")))
	fmt.Println(newContainer("b", withNewSnapshot("s"), withImage("alpine")))
}
