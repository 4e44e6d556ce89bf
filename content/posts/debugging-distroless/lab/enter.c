// enter PID PROGRAM ARGS...: runs a static program of ours in the namespaces of
// another process. The program is opened before the file systems are exchanged.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: enter PID PROGRAM ARGS...\n");
    return 2;
  }
  int target = syscall(SYS_pidfd_open, atoi(argv[1]), 0);
  int program = open(argv[2], O_RDONLY | O_CLOEXEC);
  int which = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET;
  if (target < 0 || program < 0 || setns(target, which) < 0) {
    perror("enter");
    return 1;
  }
  if (fork() == 0) { // a PID namespace is entered by children only
    fexecve(program, argv + 2, environ);
    perror(argv[2]);
    _exit(127);
  }
  int status;
  wait(&status);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
