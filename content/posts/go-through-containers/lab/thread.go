// thread: a goroutine changes its thread's host name. Do others see it?
package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

func hostname() string {
	var name syscall.Utsname
	if err := syscall.Uname(&name); err != nil {
		panic(err)
	}
	var text []byte
	for _, c := range name.Nodename {
		if c == 0 {
			break
		}
		text = append(text, byte(c))
	}
	return string(text)
}

// region enter
func enter(lock bool, done chan<- string) {
	if lock {
		runtime.LockOSThread() // and never unlock
	}
	if err := syscall.Unshare(syscall.CLONE_NEWUTS); err != nil {
		panic(err)
	}
	if err := syscall.Sethostname([]byte("container")); err != nil {
		panic(err)
	}
	done <- hostname()
}

// endregion enter

// region strangers
func main() {
	lock := len(os.Args) > 1 && os.Args[1] == "lock"
	before, done, wrong, tries := hostname(), make(chan string), 0, 0
	for ; tries < 2000 && (lock || wrong == 0); tries++ {
		go enter(lock, done)
		if <-done != "container" {
			panic("not entered")
		}
		go func() { done <- hostname() }() // a stranger, who entered nothing
		if <-done != before {
			wrong++
		}
	}
	if lock {
		fmt.Println("strangers in the wrong namespace:", wrong, "of", tries)
	} else {
		fmt.Println("a stranger in the wrong namespace:", wrong > 0)
	}
}

// endregion strangers
