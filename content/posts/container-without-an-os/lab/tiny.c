// tiny.c: a program without a C library. It uses nothing but the kernel.

#if defined(__x86_64__)
enum { SYS_write = 1, SYS_exit = 60 };
static long syscall3(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
enum { SYS_write = 64, SYS_exit = 93 };
static long syscall3(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}
#endif

// The kernel jumps here. There is no main(): calling main() is the C library's job.
void _start(void) {
  static const char text[] = "hello from two system calls\n";
  syscall3(SYS_write, 1, (long)text, sizeof text - 1);
  syscall3(SYS_exit, 0, 0, 0);
}
