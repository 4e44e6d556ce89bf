// Opens the same file twice. The file's name is in a mapped page that the program
// hasn't touched: cold FILE
#include <fcntl.h>
#include <sys/mman.h>

int main(int argc, char **argv) {
  int file = open(argv[1], O_RDONLY);
  const char *name = mmap(0, 4096, PROT_READ, MAP_PRIVATE, file, 0);
  open(name, O_RDONLY); // <1>
  open(name, O_RDONLY);
  return 0;
}
