// Takes memory one page at a time, in the background of an experiment: eat NAME MIB [MILLISECONDS PER MIB]
// SIGUSR1 makes it give back what it has. At the end it says what it kept, and waits.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static volatile sig_atomic_t asked;
static void ask(int signal) { asked = signal; }

int main(int argc, char **argv) {
  long pages = atol(argv[2]) * 256, kept = 0;
  prctl(PR_SET_NAME, argv[1]);
  signal(SIGUSR1, ask);
  char *memory = mmap(NULL, pages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (long page = 0; page < pages; page++) {
    memory[page * 4096] = 1; // <1>
    kept++;
    if (asked) {
      madvise(memory, pages * 4096, MADV_DONTNEED);
      asked = kept = 0;
    }
    if (argc > 3 && page % 256 == 0) usleep(atoi(argv[3]) * 1000);
  }
  printf("%s has %ld MiB\n", argv[1], kept / 256);
  fflush(stdout);
  for (;;) pause();
}
