// What a terminal program needs exactly once in a process and Swift cannot say safely: handlers of signals, streams that
// are variables in C, the locale, its cores, and children with a terminal of their own.
#ifndef JOURNEY_TERMINAL_H
#define JOURNEY_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

// Signals. A handler writes the number of its signal to a pipe, which may be polled together with the input.

// Catches SIGINT from now on and gives the end of the pipe to poll, or -1. A second call gives the same end.
int journey_signals_open(void);
// Whether the terminal is being read: then SIGWINCH, SIGTSTP, SIGCONT, SIGTERM and SIGHUP are caught as well. One that
// was ignored when the program began stays ignored.
void journey_signals_watch(bool is_reading);
// The next signal that came, or 0.
int journey_signals_take(void);
// Whether SIGINT came since the last call of the second. The first may be asked as often as one likes.
bool journey_was_interrupted(void);
void journey_forget_interrupt(void);
// Stops the process as SIGTSTP does by default, and returns when it goes on.
void journey_stop(void);

// The columns and lines of the terminal behind a descriptor; false where it does not know.
bool journey_window_size(int descriptor, int *columns, int *lines);
void journey_set_window_size(int descriptor, int columns, int lines);

// Sees to it that LC_CTYPE means UTF-8, whatever the environment says; false where no such locale is there.
bool journey_use_utf8(void);

// How many cores the process is bound to; at least 1.
int journey_cores(void);

// The stream of standard input.
FILE *journey_standard_input(void);

// A stream in memory that is never read: what is written to it is dropped when it is rewound.
typedef struct journey_sink journey_sink;
journey_sink *journey_sink_open(void);
FILE *journey_sink_stream(journey_sink *sink);
void journey_sink_rewind(journey_sink *sink);
void journey_sink_close(journey_sink *sink);

// Runs `/bin/sh -c COMMAND sh ARGUMENT` with the signals of a fresh process, waits, and gives its status as the shell
// does: 0 is success, 128 + N a signal, -1 a child that could not be had.
int journey_run_shell(const char *command, const char *argument);

// Starts a program of PATH without a shell: with the signals of a fresh process and nothing to read. `changes` says what
// its environment has besides that of this process: `NAME=VALUE`, or `NAME` for what it is to lack. `*output` is where its
// output is read from, what it says of errors included where `joins_errors` says so. Gives the child, or -1 where that
// cannot be had.
pid_t journey_start(const char *const arguments[], const char *const changes[], bool joins_errors, int *output);
// Waits for a child, and gives its status as the shell does; 127 is a program that was not found.
int journey_wait(pid_t child);

// Starts a program on a new terminal of some columns and lines, which becomes its controlling one. Gives the child, and
// the descriptor of the other side of the terminal; -1 where that cannot be had.
pid_t journey_spawn_on_terminal(
    const char *path, char *const arguments[], char *const environment[], int columns, int lines, int *descriptor);

#endif
