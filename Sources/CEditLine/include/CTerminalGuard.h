// Leaves the terminal as it was found, whatever ends the process. In C, because what runs in the
// handler of a crash may not allocate or lock, which Swift code does not promise.
#ifndef CTERMINALGUARD_H
#define CTERMINALGUARD_H

#include <stdbool.h>

// Remembers the modes of the terminal behind `descriptor` and installs handlers for the signals of
// a crash (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT), which restore the terminal, say that
// this is a bug and leave with status 70; with SWIFT_BACKTRACE in the environment they hand on to
// Swift's own handlers. `descriptor` -1: handlers only.
void terminal_guard_install(int descriptor);
// Puts the remembered modes back. Safe inside a signal handler.
void terminal_guard_restore(void);
// While true, terminal_guard_restore also switches bracketed paste off.
void terminal_guard_set_editing(bool editing);
// Echo of typed keys, off while a live line is drawn. Does nothing without a terminal.
void terminal_guard_set_echo(bool echo);

#endif
