// Signals as bytes in a pipe, for a thread that reads them. A handler may do no more than that.
//
// Blocking the signals and fetching them with sigwait would need no handler, but libraries start
// threads before main (OpenBLAS does), in which nothing is blocked and a signal has its default
// effect.
#ifndef CSIGNALPIPE_H
#define CSIGNALPIPE_H

#include <stdbool.h>

// The reading end, or -1 with errno set. To be called once.
int signal_pipe_open(void);
// From now on `number` arrives in the pipe, as one byte. System calls that it interrupts are
// restarted where the system can. False where the process was told to ignore it (by nohup, or by a
// shell for its background jobs): that is kept.
bool signal_pipe_watch(int number);
// Has the default effect of a watched signal now, and goes on watching if the process still runs.
void signal_pipe_deliver(int number);

#endif
