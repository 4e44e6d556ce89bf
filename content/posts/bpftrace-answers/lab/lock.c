// Threads that share a lock. `writer` keeps it until SIGUSR1; three readers want it.
// Before that, the main thread takes it a thousand times while nobody else wants it.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t taken;
static sigset_t go;

static void *writer(void *name) {
  int signal;
  pthread_setname_np(pthread_self(), name);
  pthread_mutex_lock(&lock);
  pthread_barrier_wait(&taken);
  sigwait(&go, &signal); // <1>
  pthread_mutex_unlock(&lock);
  return NULL;
}

static void *reader(void *name) {
  pthread_setname_np(pthread_self(), name);
  pthread_mutex_lock(&lock); // <2>
  pthread_mutex_unlock(&lock);
  return NULL;
}

int main(void) {
  pthread_t threads[4];
  char *names[] = {"writer", "reader-1", "reader-2", "reader-3"};
  sigemptyset(&go);
  sigaddset(&go, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &go, NULL);
  for (int i = 0; i < 1000; i++) {
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
  }
  pthread_barrier_init(&taken, NULL, 2);
  pthread_create(&threads[0], NULL, writer, names[0]);
  pthread_barrier_wait(&taken);
  for (int i = 1; i < 4; i++) pthread_create(&threads[i], NULL, reader, names[i]);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  return 0;
}
