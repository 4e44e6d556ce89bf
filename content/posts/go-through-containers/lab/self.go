// self: starts itself again in new namespaces, because a Go program can't fork.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// region self
func init() {
	if os.Args[0] != "init" { // <1>
		return
	}
	if err := syscall.Sethostname([]byte("container")); err != nil {
		panic(err)
	}
	name, err := os.Hostname()
	fmt.Println("child: PID", os.Getpid(), "on", name, err)
	os.Exit(0) // <2>
}

func main() {
	child := exec.Command("/proc/self/exe") // <3>
	child.Args[0] = "init"
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUTS | syscall.CLONE_NEWPID}
	if err := child.Run(); err != nil {
		panic(err)
	}
	fmt.Println("parent: PID 1 is me:", os.Getpid() == 1)
}

// endregion self
