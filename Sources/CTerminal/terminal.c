// openpty's parts and open_memstream are extensions on some systems.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#ifdef __APPLE__
#define _DARWIN_C_SOURCE 1
#endif

#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t interrupted = 0;

static void note_signal(int number) {
  int saved = errno;
  if (number == SIGINT) interrupted = 1;
  unsigned char byte = (unsigned char)number;
  // A full pipe has woken the reader already.
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void catch_signal(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  // Reads of files go on; `poll` returns in any case.
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, NULL);
}

int journey_signals_open(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  if (pipe(pipe_ends) != 0) return -1;
  for (int end = 0; end < 2; end++) {
    fcntl(pipe_ends[end], F_SETFL, fcntl(pipe_ends[end], F_GETFL) | O_NONBLOCK);
    fcntl(pipe_ends[end], F_SETFD, FD_CLOEXEC);
  }
  catch_signal(SIGINT, note_signal);
  return pipe_ends[0];
}

static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP};
enum { watched_count = sizeof watched / sizeof *watched };

void journey_signals_watch(bool is_reading) {
  static struct sigaction before[watched_count];
  static bool is_watching = false;
  if (is_reading == is_watching) return;
  is_watching = is_reading;
  for (int i = 0; i < watched_count; i++) {
    if (is_reading) {
      sigaction(watched[i], NULL, &before[i]);
      if (before[i].sa_handler != SIG_IGN) catch_signal(watched[i], note_signal);
    } else {
      sigaction(watched[i], &before[i], NULL);
    }
  }
}

int journey_signals_take(void) {
  unsigned char byte;
  return read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}

bool journey_was_interrupted(void) { return interrupted != 0; }
void journey_forget_interrupt(void) { interrupted = 0; }

void journey_stop(void) {
  struct sigaction before;
  sigaction(SIGTSTP, NULL, &before);
  catch_signal(SIGTSTP, SIG_DFL);
  sigset_t mask, old;
  sigemptyset(&mask);
  sigaddset(&mask, SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &mask, &old);
  raise(SIGTSTP);
  sigprocmask(SIG_SETMASK, &old, NULL);
  sigaction(SIGTSTP, &before, NULL);
}

bool journey_window_size(int descriptor, int *columns, int *lines) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *lines = size.ws_row;
  return true;
}

void journey_set_window_size(int descriptor, int columns, int lines) {
  struct winsize size;
  memset(&size, 0, sizeof size);
  size.ws_col = (unsigned short)columns;
  size.ws_row = (unsigned short)lines;
  ioctl(descriptor, TIOCSWINSZ, &size);
}

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool journey_use_utf8(void) {
  static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8", "UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (setlocale(LC_CTYPE, names[i]) != NULL && is_utf8()) return true;
  }
  return false;
}

int journey_cores(void) {
#ifdef CPU_COUNT
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : (int)online;
}

FILE *journey_standard_input(void) { return stdin; }

struct journey_sink {
  FILE *stream;
  char *bytes;
  size_t count;
};

journey_sink *journey_sink_open(void) {
  journey_sink *sink = calloc(1, sizeof *sink);
  if (sink == NULL) return NULL;
  sink->stream = open_memstream(&sink->bytes, &sink->count);
  if (sink->stream == NULL) {
    free(sink);
    return NULL;
  }
  return sink;
}

FILE *journey_sink_stream(journey_sink *sink) { return sink->stream; }

void journey_sink_rewind(journey_sink *sink) {
  fflush(sink->stream);
  rewind(sink->stream);
}

void journey_sink_close(journey_sink *sink) {
  fclose(sink->stream);
  free(sink->bytes);
  free(sink);
}

// What a fresh process has: no signal blocked, all with their default effect. Only what is safe after a fork.
static void reset_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  static const int numbers[] = {SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) signal(numbers[i], SIG_DFL);
}

int journey_run_shell(const char *command, const char *argument) {
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    reset_signals();
    execl("/bin/sh", "sh", "-c", command, "sh", argument, (char *)NULL);
    _exit(127);
  }
  return journey_wait(child);
}

int journey_wait(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Whether an entry of an environment, `NAME=VALUE`, is of a name; what stands behind a `=` in the name does not matter.
static bool is_named(const char *entry, const char *name) {
  size_t length = strcspn(name, "=");
  return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

extern char **environ;

// The environment of this process with some changes; one allocation, whose texts are those of the others.
static char **changed_environment(const char *const changes[]) {
  size_t count = 0, added = 0;
  while (environ != NULL && environ[count] != NULL) count++;
  while (changes[added] != NULL) added++;
  char **result = calloc(count + added + 1, sizeof *result);
  if (result == NULL) return NULL;
  size_t next = 0;
  for (size_t i = 0; i < count; i++) {
    bool is_changed = false;
    for (size_t j = 0; j < added && !is_changed; j++) is_changed = is_named(environ[i], changes[j]);
    if (!is_changed) result[next++] = environ[i];
  }
  for (size_t j = 0; j < added; j++) {
    if (strchr(changes[j], '=') != NULL) result[next++] = (char *)changes[j];
  }
  return result;
}

pid_t journey_start(const char *const arguments[], const char *const changes[], bool joins_errors, int *output) {
  int ends[2];
  char **environment = changed_environment(changes);
  if (environment == NULL) return -1;
  if (pipe(ends) != 0) {
    free(environment);
    return -1;
  }
  for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  pid_t child = fork();
  if (child == 0) {
    reset_signals();
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0);
    dup2(ends[1], 1);
    dup2(joins_errors ? ends[1] : nothing, 2);
    if (nothing > 2) close(nothing);
    // Made before the fork: between it and the program nothing may be allocated, for other threads may have a lock.
    environ = environment;
    execvp(arguments[0], (char *const *)arguments);
    _exit(127);
  }
  free(environment);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return -1;
  }
  *output = ends[0];
  return child;
}

pid_t journey_spawn_on_terminal(
    const char *path, char *const arguments[], char *const environment[], int columns, int lines, int *descriptor) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0) return -1;
  if (grantpt(master) != 0 || unlockpt(master) != 0) {
    close(master);
    return -1;
  }
  const char *name = ptsname(master);
  int terminal = name == NULL ? -1 : open(name, O_RDWR | O_NOCTTY);
  if (terminal < 0) {
    close(master);
    return -1;
  }
  journey_set_window_size(terminal, columns, lines);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  pid_t child = fork();
  if (child == 0) {
    reset_signals();
    setsid();
    ioctl(terminal, TIOCSCTTY, 0);
    for (int stream = 0; stream < 3; stream++) dup2(terminal, stream);
    if (terminal > 2) close(terminal);
    execve(path, arguments, environment);
    _exit(127);
  }
  close(terminal);
  if (child < 0) {
    close(master);
    return -1;
  }
  *descriptor = master;
  return child;
}
