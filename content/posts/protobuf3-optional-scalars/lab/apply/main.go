// Applies a change to a stock of seven, in the way that each kind of field invites.
package main

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"example/shop"
)

// #region apply
func apply(left int32, change *shop.Change) int32 {
	if change.Plain != 0 { // the only question that can be asked
		left = change.Plain
	}
	if change.Labeled != nil {
		left = *change.Labeled
	}
	return left
}

// #endregion apply

func main() {
	for _, each := range []struct {
		says   string
		change *shop.Change
	}{
		{"nothing", &shop.Change{}},
		{"plain 0", &shop.Change{Plain: 0}},
		{"plain 5", &shop.Change{Plain: 5}},
		{"labeled 0", &shop.Change{Labeled: proto.Int32(0)}},
	} {
		data, err := proto.Marshal(each.change)
		if err != nil {
			panic(err)
		}
		received := &shop.Change{}
		if err := proto.Unmarshal(data, received); err != nil {
			panic(err)
		}
		fmt.Printf("%-10s [%-5s]  left %d\n", each.says, fmt.Sprintf("% x", data), apply(7, received))
	}
	var none *shop.Change
	fmt.Println("getter on an absent field:", none.GetLabeled())
}
