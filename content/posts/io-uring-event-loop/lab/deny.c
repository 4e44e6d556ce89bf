// Runs a program that may not make certain system calls: deny ERRNO NAME… -- PROGRAM…
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int number(const char *name) {
    static const struct { const char *name; int number; } known[] = {
        {"open", SYS_open}, {"openat", SYS_openat}, {"openat2", SYS_openat2}, {"io_uring_setup", SYS_io_uring_setup}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, name)) return known[i].number;
    fprintf(stderr, "deny: doesn't know %s\n", name);
    exit(2);
}

// #region filter
int main(int argc, char **argv) {
    int error = !strcmp(argv[1], "ENOSYS") ? ENOSYS : EPERM;
    struct sock_filter filter[32];
    int length = 0, next = 2;
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (; next < argc && strcmp(argv[next], "--"); next++) {
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number(argv[next]), 0, 1);
        filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error);
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {length, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) perror("seccomp");
    execvp(argv[next + 1], argv + next + 1);
    perror("exec");
    return 2;
}
// #endregion filter
