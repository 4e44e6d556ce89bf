// Writes to every page of 4 MiB of anonymous memory, or reads every page of a mapped file of 4 MiB: touch anonymous|FILE [stay]
// The memory is at a fixed address, so that a probe can tell it from the rest of the program.
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv) {
  void *address = (void *)0x100000000;
  int file = strcmp(argv[1], "anonymous") ? open(argv[1], O_RDONLY) : -1;
  int kind = file < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
  int access = file < 0 ? PROT_READ | PROT_WRITE : PROT_READ;
  volatile char *memory = mmap(address, 4 << 20, access, kind | MAP_FIXED, file, 0);
  for (int page = 0; page < 1024; page++)
    if (file < 0) memory[page * 4096] = 1;
    else (void)memory[page * 4096];
  if (argc > 2) pause();
  return 0;
}
