// libedit for Swift: its calls with variable arguments, which Swift cannot make, each with the arguments of one use.
#ifndef JOURNEY_LIBEDIT_SHIM_H
#define JOURNEY_LIBEDIT_SHIM_H

#include <stdio.h>

#include <histedit.h>

// The standard streams are variables, which Swift will not touch.
static inline EditLine *journey_editor(void) { return el_init("journey", stdin, stdout, stderr); }

static inline char *journey_prompt(EditLine *editor) {
  (void)editor;
  return (char *)"journey> ";
}

// Emacs keys, the prompt, and the history that up and down walk through.
static inline void journey_set_up(EditLine *editor, History *list) {
  HistEvent event;
  history(list, &event, H_SETSIZE, 500);
  history(list, &event, H_SETUNIQUE, 1);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_PROMPT, journey_prompt);
  el_set(editor, EL_HIST, history, list);
}

static inline void journey_remember(History *list, const char *line) {
  HistEvent event;
  history(list, &event, H_ENTER, line);
}

#endif
