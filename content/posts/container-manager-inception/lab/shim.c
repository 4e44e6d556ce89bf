// shim ID BUNDLE DIR
//
// Creates a container and stays behind as its parent. Prints the process id of
// the container, or why there is none. Leaves in the directory DIR:
//   shim.pid  its own process id     log   what the container printed
//   pid       the container's        exit  the exit code, once it has ended
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef WHOM // whom to wait for: -1 is any child; an experiment changes it
#define WHOM -1
#endif

static int dir;    // the state directory
static int logfd;  // DIR/log
static int report; // where the caller waits for our answer

static void fail(const char *what) {
  dprintf(report, "error: %s: %s\n", what, strerror(errno));
  _exit(1);
}

// #region detach
// Returns only in the process that stays. The process that the caller knows
// waits for the answer, passes it on and exits.
static void detach(void) {
  int answer[2];
  if (pipe2(answer, O_CLOEXEC) < 0) {
    perror("pipe");
    exit(1);
  }
  pid_t child = fork();
  if (child < 0) {
    perror("fork");
    exit(1);
  }
  if (child > 0) {
    close(answer[1]); // or the end of the answer would never come
    FILE *in = fdopen(answer[0], "r");
    char text[4096];
    size_t n = fread(text, 1, sizeof text, in); // until all writers are gone
    waitpid(child, NULL, 0);
    int ok = n >= 3 && memcmp(text, "ok ", 3) == 0;
    if (ok)
      fwrite(text + 3, 1, n - 3, stdout);
    else if (n > 0)
      fwrite(text, 1, n, stderr);
    else
      fputs("error: the shim died without an answer\n", stderr);
    exit(ok ? 0 : 1);
  }
  close(answer[0]);
  report = answer[1];
  setsid();        // away from the caller's terminal, session and process group
  if (fork() != 0) // not the leader of the new session, and nobody's child
    _exit(0);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd <= 2; fd++)
    dup2(null, fd); // keep none of the caller's streams open
  if (chdir("/") < 0)
    fail("chdir");
}
// #endregion detach

// #region create
struct stream {
  const char *name;
  int fd;           // our end of the pipe
  char line[16384]; // the beginning of a line whose end has not come yet
  size_t used;
};
static struct stream streams[2] = {{.name = "stdout"}, {.name = "stderr"}};

// Runs `runc create` with a pipe each as stdout and stderr, and waits for it.
static void create(const char *id, char *bundle, char *pidfile) {
  int pipes[2][2];
  for (int i = 0; i < 2; i++) {
    if (pipe2(pipes[i], O_CLOEXEC) < 0)
      fail("pipe");
    streams[i].fd = pipes[i][0];
    fcntl(streams[i].fd, F_SETFL, O_NONBLOCK);
  }
  pid_t child = fork();
  if (child < 0)
    fail("fork");
  if (child == 0) {
    sigset_t none;
    sigemptyset(&none); // the mask survives execve: don't hand ours on
    sigprocmask(SIG_SETMASK, &none, NULL);
    dup2(pipes[0][1], 1);
    dup2(pipes[1][1], 2);
    execlp("runc", "runc", "create", "--bundle", bundle, "--pid-file", pidfile,
           id, NULL);
    dprintf(2, "runc: %s\n", strerror(errno));
    _exit(127);
  }
  close(pipes[0][1]); // only the container shall hold these ends,
  close(pipes[1][1]); // so that the end of its output can be seen
  int status;
  if (waitpid(child, &status, 0) < 0)
    fail("waitpid");
  if (status != 0) { // so far only runc has written to stderr
    char text[2048];
    ssize_t n = read(streams[1].fd, text, sizeof text);
    dprintf(report, "error: runc create: %.*s", n > 0 ? (int)n : 0, text);
    _exit(1);
  }
}
// #endregion create

// #region log
// Writes one entry: time, stream, F for a full line or P for a part, text.
static void entry(struct stream *s, char tag) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  char when[32], head[80];
  strftime(when, sizeof when, "%FT%T", gmtime(&now.tv_sec));
  int n = snprintf(head, sizeof head, "%s.%09ldZ %s %c ", when, now.tv_nsec,
                   s->name, tag);
  struct iovec parts[] = {{head, n}, {s->line, s->used}, {"\n", 1}};
  if (writev(logfd, parts, 3) < 0) {
    // A full disk must not stop the container: drop the line and go on.
  }
  s->used = 0;
}

// Takes what one read gives. Returns what read(2) returned.
static ssize_t take(struct stream *s) {
  char buf[65536];
  ssize_t n = read(s->fd, buf, sizeof buf);
  for (ssize_t i = 0; i < n; i++) {
    if (buf[i] == '\n') {
      entry(s, 'F');
    } else {
      if (s->used == sizeof s->line)
        entry(s, 'P');
      s->line[s->used++] = buf[i];
    }
  }
  return n;
}
// #endregion log

// #region reap
// Collects every child that has ended. Returns the container's exit code if it
// is one of them, and -1 otherwise.
static int reap(pid_t container) {
  int status, code = -1;
  pid_t pid;
  while ((pid = waitpid(WHOM, &status, WNOHANG)) > 0)
    if (pid == container)
      code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return code;
}
// #endregion reap

// #region save
// Readers see the whole file or none, also after a crash.
static void save(const char *name, int value) {
  char temporary[32];
  snprintf(temporary, sizeof temporary, ".%s", name);
  int fd = openat(dir, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  dprintf(fd, "%d\n", value);
  fsync(fd);
  close(fd);
  renameat(dir, temporary, dir, name);
}
// #endregion save

// #region loop
// Copies output and reaps children until the container has ended.
static int watch(pid_t container, int signals) {
  struct pollfd fds[] = {{streams[0].fd, POLLIN, 0},
                         {streams[1].fd, POLLIN, 0},
                         {signals, POLLIN, 0}};
  int code = -1;
  while (code < 0) {
    if (poll(fds, 3, -1) < 0)
      continue; // EINTR
    for (int i = 0; i < 2; i++)
      if (fds[i].revents && take(&streams[i]) == 0)
        fds[i].fd = -1; // closed by the container: poll skips negative numbers
    if (fds[2].revents) {
      struct signalfd_siginfo info; // one entry may stand for many children
      if (read(signals, &info, sizeof info) > 0)
        code = reap(container);
    }
  }
  for (int i = 0; i < 2; i++) { // what it wrote before it ended
    while (take(&streams[i]) > 0)
      ;
    if (streams[i].used > 0)
      entry(&streams[i], 'P');
  }
  return code;
}
// #endregion loop

// #region main
int main(int argc, char **argv) {
  char bundle[PATH_MAX], pidfile[PATH_MAX + 8];
  if (argc != 4 || !realpath(argv[2], bundle) || !realpath(argv[3], pidfile)) {
    fputs("usage: shim ID BUNDLE DIR\n", stderr);
    return 2;
  }
  strcat(pidfile, "/pid");
  dir = open(argv[3], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  logfd = openat(dir, "log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (logfd < 0) {
    perror("log");
    return 1;
  }

  detach();
  // #region alive
  // The caller locked a file and gave us its descriptor. The lock lasts until the
  // last copy is closed: keep ours, and let no program that we start have one.
  if (getenv("ALIVE"))
    fcntl(atoi(getenv("ALIVE")), F_SETFD, FD_CLOEXEC);
  // #endregion alive
  prctl(PR_SET_CHILD_SUBREAPER, 1); // not inherited by fork, so after it
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  int signals = signalfd(-1, &set, SFD_CLOEXEC);

  create(argv[1], bundle, pidfile);
  int fd = open(pidfile, O_RDONLY | O_CLOEXEC);
  char text[16] = "";
  if (fd < 0 || read(fd, text, sizeof text - 1) <= 0)
    fail("pid file");
  close(fd);
  save("shim.pid", getpid());
  dprintf(report, "ok %d\n", atoi(text));
  close(report); // the caller goes on; we stay

  save("exit", watch(atoi(text), signals));
  return 0;
}
// #endregion main
