// Makes many system calls of one kind, and prints how often it gave up the processor meanwhile: calls NUMBER
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int number = atoi(argv[1]);
  struct rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  for (int i = 0; i < number; i++) lseek(3, i, SEEK_SET); // <1>
  getrusage(RUSAGE_SELF, &after);
  printf("%ld\n", after.ru_nvcsw - before.ru_nvcsw);
  return 0;
}
