// told PID: waits for a process that is not its child, and prints how it ended.
// Needs Linux 6.15. Opens the pidfd before the process ends: afterwards its
// number may already belong to another process.
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// From linux/pidfd.h, which Debian 12's headers don't have yet.
struct info {
  uint64_t mask, cgroupid;
  uint32_t pid, tgid, ppid, ids[8];
  int32_t exit_code;
};
#define GET_INFO _IOWR(0xFF, 11, struct info)
#define INFO_EXIT (1 << 3)

int main(int argc, char **argv) {
  if (argc != 2)
    return 2;
  int fd = syscall(SYS_pidfd_open, atoi(argv[1]), 0);
  if (fd < 0) {
    perror("pidfd_open");
    return 1;
  }
  puts("told: watching");
  fflush(stdout);

  struct pollfd ended = {fd, POLLIN, 0};
  poll(&ended, 1, -1); // returns when the process has ended
  if (waitpid(atoi(argv[1]), NULL, 0) < 0)
    perror("told: waitpid");

  struct info info;
  do { // the code is there once the parent has collected the process
    info = (struct info){.mask = INFO_EXIT};
    if (ioctl(fd, GET_INFO, &info) < 0) {
      perror("told: PIDFD_GET_INFO");
      return 1;
    }
    usleep(1000);
  } while (!(info.mask & INFO_EXIT));
  printf("told: exit code %d\n", WEXITSTATUS(info.exit_code));
  return 0;
}
