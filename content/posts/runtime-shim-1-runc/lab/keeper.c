// keeper ID BUNDLE LOG: creates and starts a container, stays its parent, and
// prints how it ended. A real shim does more.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(char **argv) { // runs a command and waits for it
  pid_t child = fork();
  if (child == 0) {
    execvp(argv[0], argv);
    _exit(127);
  }
  int status;
  if (waitpid(child, &status, 0) < 0 || status != 0)
    exit(1);
}

int main(int argc, char **argv) {
  if (argc != 4)
    return 2;
  // From now on, orphans among our descendants become our children.
  prctl(PR_SET_CHILD_SUBREAPER, 1);

  int terminal = fcntl(1, F_DUPFD_CLOEXEC, 3);
  int log = open(argv[3], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (log < 0)
    return 1;
  dup2(log, 1); // the container inherits this as its standard output
  dup2(log, 2);
  run((char *[]){"runc", "create", "--bundle", argv[2], "--pid-file",
                 "keeper.pid", argv[1], NULL});
  run((char *[]){"runc", "start", argv[1], NULL});
  dup2(terminal, 1);

  FILE *f = fopen("keeper.pid", "r");
  int pid = 0, status;
  if (!f || fscanf(f, "%d", &pid) != 1)
    return 1;
  waitpid(pid, &status, 0); // works because we are its parent
  if (WIFEXITED(status))
    printf("keeper: exit code %d\n", WEXITSTATUS(status));
  else
    printf("keeper: killed by signal %d\n", WTERMSIG(status));
  return 0;
}
