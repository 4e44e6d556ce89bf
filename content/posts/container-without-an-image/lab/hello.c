// hello.c: describes its surroundings. Linked statically, so it needs no other file.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char **argv) {
  char host[64] = "?";
  gethostname(host, sizeof host);
  printf("args: %d, first: %s\n", argc, argv[0]);
  printf("pid %d, uid %d, host name %s\n", getpid(), getuid(), host);
  printf("GREETING=%s\n", getenv("GREETING") ? getenv("GREETING") : "(unset)");

  struct dirent **entry;
  int n = scandir("/", &entry, NULL, by_name);
  printf("files in /:");
  for (int i = 0; i < n; i++)
    if (entry[i]->d_name[0] != '.')
      printf(" %s", entry[i]->d_name);
  printf("\n");
  return 0;
}
