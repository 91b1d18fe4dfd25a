/*
 * Journey: the engine for customer journeys, for programs that are not written in Swift. C99, and safe to include in C++.
 *
 *     journey_engine *engine = NULL;
 *     if (journey_engine_new(NULL, 0, NULL, &engine, NULL) != JOURNEY_OK) return 1;
 *     journey_result *result = NULL;
 *     journey_check(engine, "shop.journey", 12, text, length, NULL, &result);
 *     puts(journey_result_findings(result, NULL));
 *     journey_result_free(result);
 *     journey_engine_free(engine);
 *
 * Texts come in as a pointer and a number of bytes, at most 2^31 - 1, and need no zero behind them. NULL with 0 bytes is the empty
 * text. A script may be any bytes whatever; of a name or a code, what is not UTF-8 is read as U+FFFD; options must be UTF-8. Nothing that is
 * handed in is kept: it may be freed when the call returns.
 *
 * Texts go out as UTF-8 with a zero behind the last byte. Where a function takes `length`, it says there how many bytes there
 * are, without that zero; `length` may be NULL. A text belongs to what it was asked of, and lives as long: never free it.
 *
 * What is made with `_new`, or given through the last parameters of a call, is freed with the function `_free` of its kind,
 * once. To free NULL does nothing. Engines, scripts and results may be freed in any order: what is still needed stays.
 *
 * Any function may be called from any thread at any time, also with the same engine, script, result or cancellation, as long
 * as nobody frees what another thread is using. There is no global state. Two calls with the same arguments give the same
 * bytes. The library reads no file, clock or environment, and starts no thread.
 *
 * A call that cannot be made gives a status and changes nothing. It never ends the program: an argument that is NULL and must
 * not be gives JOURNEY_BAD_ARGUMENT. What is wrong with a script is no such failure: it is among the findings.
 */
#ifndef JOURNEY_H
#define JOURNEY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The version of what this header says. It grows when a program that was compiled with an older header would break; compare it
 * with `journey_abi_version` when the library is found at run time.
 */
#define JOURNEY_ABI_VERSION 1

/* JOURNEY_ABI_VERSION as it was when the library was built. */
uint32_t journey_abi_version(void);

/* The version of Journey, as "MAJOR.MINOR.PATCH". It lives as long as the library is loaded. */
const char *journey_version(void);

/* -------------------------------------------------------------------------------------------------------------- Statuses */

/* What came of a call. More may be added at the end. */
typedef enum journey_status {
    /* It was done. Whether the script is right, its findings say. */
    JOURNEY_OK = 0,
    /* An argument is NULL that must not be, or a number of bytes is more than any text has. */
    JOURNEY_BAD_ARGUMENT = 1,
    /* The options or parameters are not the JSON that is asked for; the message says where and why. */
    JOURNEY_BAD_OPTIONS = 2,
    /* There is no rule or diagnostic of that name; the message says which are near. */
    JOURNEY_UNKNOWN_CODE = 3,
    /* Somebody cancelled it; the result holds what was found, which may not be all. */
    JOURNEY_CANCELLED = 4
} journey_status;

/* The status in a few words of English, for a log; it lives as long as the library is loaded. */
const char *journey_status_text(journey_status status);

/* ---------------------------------------------------------------------------------------------------------------- Results */

/* What came of one call: its status, a message, texts. It never changes. */
typedef struct journey_result journey_result;

/* How much a finding weighs. */
typedef enum journey_severity { JOURNEY_INFO = 0, JOURNEY_WARNING = 1, JOURNEY_ERROR = 2 } journey_severity;

/* The status of the call; JOURNEY_BAD_ARGUMENT for NULL. */
journey_status journey_result_status(const journey_result *result);

/* Why the call could not be made, as a sentence; empty where it was made; NULL for NULL. */
const char *journey_result_message(const journey_result *result, size_t *length);

/* The text that `journey_format` or `journey_explain` gave; NULL where there is none. */
const char *journey_result_text(const journey_result *result, size_t *length);

/*
 * The findings as text, one a line, in the form of `journey check --format short`: for a log, a terminal, a text field. NULL where
 * nothing was checked.
 */
const char *journey_result_lines(const journey_result *result, size_t *length);

/*
 * The findings as a JSON object, in the form of `journey check --format json`, which Grammar/findings.schema.json describes;
 * its member `version` grows when a reader of the older form would break. NULL where nothing was checked.
 */
const char *journey_result_findings(const journey_result *result, size_t *length);

/*
 * The journeys as far as they could be understood, as a JSON object in the form of `journey show --format json`, which
 * Grammar/model.schema.json describes; `version` as above. NULL where nothing was evaluated.
 *
 * Like the findings, it is written when it is first asked for: a result that nobody asks for it costs no time for it.
 */
const char *journey_result_model(const journey_result *result, size_t *length);

/* How many findings there are of one severity; 0 for NULL, and where nothing was checked. */
size_t journey_result_count(const journey_result *result, journey_severity severity);

void journey_result_free(journey_result *result);

/* ----------------------------------------------------------------------------------------------------------- Cancellation */

/* What ends calls before they are done. One may be handed to any number of calls; once cancelled, it stays so. */
typedef struct journey_cancellation journey_cancellation;

/* A cancellation that nobody asked for yet; never NULL. */
journey_cancellation *journey_cancellation_new(void);

/* Ends the calls that have it, soon. From any thread, from a loader, and from the handler of a signal. */
void journey_cancel(const journey_cancellation *cancellation);

void journey_cancellation_free(journey_cancellation *cancellation);

/* ----------------------------------------------------------------------------------------------------------------- Loader */

/* What a loader says of one file. It lives while the loader is called, and belongs to that call's thread. */
typedef struct journey_import journey_import;

/*
 * Finds what a script imports. It is called on the thread of the check, and so on several at once if checks run on several.
 *
 * `path` is what the script says, `importer` the name of the source that says it; neither has a zero behind it, and both may
 * hold anything that a script can say: "../../etc/passwd" too. The loader calls one of the functions below, once; where it calls
 * none, the file is missing, and where several, the last one counts. It may call any other function of this library, and must
 * return: no C++ exception and no longjmp may leave it.
 */
typedef void (*journey_load)(
    void *user_data, const char *path, size_t path_length, const char *importer, size_t importer_length,
    journey_import *import);

/*
 * The file is there. Its bytes are copied. `name` says which it is, the same for the same file however it is written: by its
 * name a file is read once, findings name it, and what it imports itself names it as importer. Where it is empty, it is the
 * path as the script writes it.
 */
void journey_import_found(
    journey_import *import, const char *name, size_t name_length, const char *text, size_t text_length);

/* There is such a file, and scripts may not read it: it is outside of what the host shows them. */
void journey_import_outside(journey_import *import);

/* There is such a file, and it cannot be read; a few words say why. */
void journey_import_unreadable(journey_import *import, const char *reason, size_t length);

/* A loader with what it works with. */
typedef struct journey_loader {
    /* Finds files; where it is NULL, nothing can be imported. */
    journey_load load;
    /* Is called once when nothing needs `user_data` any more: the engine and all scripts compiled by it are freed. May be NULL. */
    void (*release)(void *user_data);
    /* What both are called with. It may be used from several threads at once. */
    void *user_data;
} journey_loader;

/* ----------------------------------------------------------------------------------------------------------------- Engine */

/* What scripts are checked with. It never changes; one serves any number of threads. */
typedef struct journey_engine journey_engine;

/*
 * Makes an engine.
 *
 * `options` is a JSON object; every member may be left out, and so may the whole. A member that is not known is an error.
 *
 *     {
 *       "limits": {"bytes": 100000, "items": 5000, "steps": 1000000, "imports": 10, "findings": 100},
 *       "parameters": {"market": "FR", "gap": "2 days"},
 *       "settings": "project\n  severity of dead-end is error\n",
 *       "profile": "strict",
 *       "today": "2026-11-22",
 *       "path": "campaigns/shop.journey",
 *       "vocabulary": "{\"version\": 1, …}"
 *     }
 *
 * - limits: whole numbers. bytes: of one source. depth: how deep brackets and blocks nest, at most 200. stack: bytes of the
 *   calling thread's stack; 393,216 where nothing is said, which suits threads of half a megabyte. items: of one model.
 *   expansions: repetitions of blocks. steps: of work; 10,000,000 take about a second. imports: files. findings: listed of each
 *   rule. text: bytes of one text that an expression makes. memory: bytes that a model may take, reckoned. states and
 *   elimination: of the analysis of flows. What a limit ends says a finding. Where nothing is said, limits are wide: set them
 *   for scripts of strangers.
 * - parameters: what parameters of scripts are, by name: a text as a script writes it, or a whole number.
 * - settings: the text of a project.journey, as Grammar/Language.md has it.
 * - profile: the rules that look: draft, recommended, strict. It wins over the settings.
 * - today: the day that waivers and dates are compared with; without it they are not.
 * - path: what settings for some scripts only compare with; without it, the name of the script.
 * - vocabulary: the text of a vocabulary file, which says what words a program adds; its functions are known and not asked.
 *
 * `loader` may be NULL: then scripts import only the standard library. It is copied.
 *
 * Gives the engine through `engine`, or NULL where it fails. `problem` may be NULL; else it gets, where the call fails, a result
 * with the message, and otherwise NULL. JOURNEY_OK, JOURNEY_BAD_ARGUMENT, JOURNEY_BAD_OPTIONS. `release` of the loader is called
 * where the call fails, too.
 */
journey_status journey_engine_new(
    const char *options, size_t options_length, const journey_loader *loader, journey_engine **engine,
    journey_result **problem);

void journey_engine_free(journey_engine *engine);

/*
 * Checks a script: parses, evaluates, asks the rules. `name` is what findings call it. `cancellation` may be NULL.
 *
 * Gives findings and model through `result`. JOURNEY_OK, JOURNEY_BAD_ARGUMENT, JOURNEY_CANCELLED.
 */
journey_status journey_check(
    const journey_engine *engine, const char *name, size_t name_length, const char *text, size_t text_length,
    const journey_cancellation *cancellation, journey_result **result);

/*
 * Lays a script out in the one way; what it means stays as it is. Lines that cannot be read stay as they are, and are among the
 * findings. Gives the text through `result`. JOURNEY_OK, JOURNEY_BAD_ARGUMENT.
 */
journey_status journey_format(
    const journey_engine *engine, const char *name, size_t name_length, const char *text, size_t text_length,
    journey_result **result);

/*
 * Explains a rule or a diagnostic, by the name that findings have in `rule` or `code`, in a page of plain text. Gives that
 * through `result`. JOURNEY_OK, JOURNEY_BAD_ARGUMENT, JOURNEY_UNKNOWN_CODE.
 */
journey_status journey_explain(
    const journey_engine *engine, const char *code, size_t code_length, journey_result **result);

/* ---------------------------------------------------------------------------------------------------------------- Scripts */

/* A script that was read once, with all that it imports, to be checked often. It never changes. */
typedef struct journey_script journey_script;

/*
 * Reads a script and what it imports. It succeeds with any text: what is wrong with it, each check says.
 *
 * Gives the script through `script`. JOURNEY_OK, JOURNEY_BAD_ARGUMENT.
 */
journey_status journey_compile(
    const journey_engine *engine, const char *name, size_t name_length, const char *text, size_t text_length,
    journey_script **script);

/*
 * Checks a compiled script. `parameters` is a JSON object like that of the engine's options, whose parameters it wins over; NULL
 * with 0 bytes for none. `cancellation` may be NULL.
 *
 * Gives findings and model through `result`. JOURNEY_OK, JOURNEY_BAD_ARGUMENT, JOURNEY_BAD_OPTIONS, JOURNEY_CANCELLED.
 */
journey_status journey_script_check(
    const journey_script *script, const char *parameters, size_t parameters_length,
    const journey_cancellation *cancellation, journey_result **result);

void journey_script_free(journey_script *script);

#ifdef __cplusplus
}
#endif

#endif
