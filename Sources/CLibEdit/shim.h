// libedit for Swift: its calls with variable arguments, which Swift cannot make, each with the arguments of one use.
#ifndef JOURNEY_LIBEDIT_SHIM_H
#define JOURNEY_LIBEDIT_SHIM_H

#include <stdio.h>
#include <wchar.h>

#include <histedit.h>

static inline char *journey_no_prompt(EditLine *editor) {
  (void)editor;
  static char none[1] = "";
  return none;
}

// No prompt, no handlers of signals: both are ours. `client` comes back from `journey_el_client`.
static inline int journey_el_set_up(EditLine *editor, void *client, el_rfunc_t next_key) {
  return el_set(editor, EL_CLIENTDATA, client) | el_set(editor, EL_SIGNAL, 0)
      | el_set(editor, EL_PROMPT, journey_no_prompt) | el_wset(editor, EL_GETCFN, next_key);
}

// A history that stays empty: some commands of libedit ask it without looking whether there is one.
static inline History *journey_el_set_history(EditLine *editor) {
  History *none = history_init();
  if (none != NULL) el_set(editor, EL_HIST, history, none);
  return none;
}

static inline void *journey_el_client(EditLine *editor) {
  void *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

static inline int journey_el_set_editor(EditLine *editor, const char *name) { return el_set(editor, EL_EDITOR, name); }

static inline int journey_el_add_command(
    EditLine *editor, const char *name, const char *help, unsigned char (*command)(EditLine *, int)) {
  return el_set(editor, EL_ADDFN, name, help, command);
}

static inline void journey_el_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }

// 1 takes the terminal over, 0 gives it back as it was.
static inline void journey_el_prepare_terminal(EditLine *editor, int is_ours) {
  el_set(editor, EL_PREP_TERM, is_ours);
}

#endif
