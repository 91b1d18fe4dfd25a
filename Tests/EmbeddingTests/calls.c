/* What include/journey.h promises, asked of the library from C. Says a line for each promise that is not kept. */
#include <journey.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;
#define EXPECT(condition) ((condition) ? (void)0 : (void)(failures++, printf("%d: %s\n", __LINE__, #condition)))
#define TEXT(text) text, strlen(text)

static const char good[] =
    "journey Coffee\n  parameter market = \"DE\"\n  channel shop\n  outcome Served, success\n  stage Order\n"
    "    owner \"Sales {market}\"\n    touchpoint Counter on shop\n      leads to Served\n";
static const char wrong[] = "journey Coffee\n  stage Order\n    touchpoint Counter on shop\n";
static const char longer[] =
    "journey A\n  stage S\n    for each i in 1, 2, 3, 4, 5, 6, 7, 8, 9\n    for each j in 1, 2, 3, 4, 5, 6, 7, 8, 9\n"
    "      touchpoint \"T{i}{j}\"\n    end\n    end\n";

static journey_engine *engine_of(const char *options, const journey_loader *loader) {
    journey_engine *engine = NULL;
    journey_result *problem = NULL;
    EXPECT(journey_engine_new(options, options ? strlen(options) : 0, loader, &engine, &problem) == JOURNEY_OK);
    EXPECT(engine && !problem);
    return engine;
}

static journey_result *check(const journey_engine *engine, const char *text) {
    journey_result *result = NULL;
    EXPECT(journey_check(engine, TEXT("a.journey"), TEXT(text), NULL, &result) == JOURNEY_OK);
    return result;
}

static void no_argument_that_is_null_ends_the_program(void) {
    journey_engine *engine = engine_of(NULL, NULL);
    journey_engine *none = (journey_engine *)1;
    journey_result *result = (journey_result *)1;
    journey_script *script = (journey_script *)1;
    EXPECT(journey_engine_new(NULL, 0, NULL, NULL, NULL) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_engine_new(NULL, 1, NULL, &none, NULL) == JOURNEY_BAD_ARGUMENT && !none);
    EXPECT(journey_check(NULL, "", 0, "", 0, NULL, &result) == JOURNEY_BAD_ARGUMENT && !result);
    EXPECT(journey_check(engine, "", 0, "", 0, NULL, NULL) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_check(engine, NULL, 1, "", 0, NULL, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_check(engine, "", 0, NULL, 1, NULL, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_check(engine, "", 0, "", (size_t)-1, NULL, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_check(engine, "", 0, "", (size_t)1 << 31, NULL, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_format(NULL, "", 0, "", 0, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_format(engine, "", 0, NULL, 1, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_format(engine, "", 0, "", 0, NULL) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_explain(NULL, "", 0, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_explain(engine, NULL, 1, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_explain(engine, "", 0, NULL) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_compile(NULL, "", 0, "", 0, &script) == JOURNEY_BAD_ARGUMENT && !script);
    EXPECT(journey_compile(engine, "", 0, NULL, 1, &script) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_compile(engine, "", 0, "", 0, NULL) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_script_check(NULL, NULL, 0, NULL, &result) == JOURNEY_BAD_ARGUMENT && !result);
    EXPECT(journey_result_status(NULL) == JOURNEY_BAD_ARGUMENT);
    EXPECT(!journey_result_message(NULL, NULL) && !journey_result_text(NULL, NULL) && !journey_result_lines(NULL, NULL));
    EXPECT(!journey_result_findings(NULL, NULL) && !journey_result_model(NULL, NULL));
    EXPECT(journey_result_count(NULL, JOURNEY_ERROR) == 0);
    journey_cancel(NULL);
    journey_import_found(NULL, "", 0, "", 0);
    journey_import_outside(NULL);
    journey_import_unreadable(NULL, "", 0);
    journey_engine_free(NULL);
    journey_script_free(NULL);
    journey_result_free(NULL);
    journey_cancellation_free(NULL);
    EXPECT(journey_compile(engine, TEXT("a"), TEXT(good), &script) == JOURNEY_OK);
    EXPECT(journey_script_check(script, NULL, 1, NULL, &result) == JOURNEY_BAD_ARGUMENT);
    EXPECT(journey_script_check(script, NULL, 0, NULL, NULL) == JOURNEY_BAD_ARGUMENT);
    journey_script_free(script);
    journey_engine_free(engine);
}

static void the_library_says_which_it_is(void) {
    int major, minor, patch;
    EXPECT(journey_abi_version() == JOURNEY_ABI_VERSION);
    EXPECT(sscanf(journey_version(), "%d.%d.%d", &major, &minor, &patch) == 3);
    EXPECT(journey_version() == journey_version());
    for (int status = -1; status < 100; status++) EXPECT(strlen(journey_status_text((journey_status)status)) > 3);
}

static void a_check_gives_findings_and_a_model(void) {
    journey_engine *engine = engine_of(NULL, NULL);
    journey_result *result = check(engine, wrong);
    journey_engine_free(engine); /* What is needed stays. */
    size_t length = 0;
    EXPECT(journey_result_status(result) == JOURNEY_OK);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) == 1);
    EXPECT(journey_result_count(result, (journey_severity)77) == 0);
    const char *findings = journey_result_findings(result, &length);
    EXPECT(strlen(findings) == length && strstr(findings, "\"code\": \"unknown-name\""));
    EXPECT(findings == journey_result_findings(result, NULL));
    const char *lines = journey_result_lines(result, &length);
    EXPECT(strlen(lines) == length && strstr(lines, "a.journey:3:27: error unknown-name"));
    const char *model = journey_result_model(result, &length);
    EXPECT(strlen(model) == length && strstr(model, "\"name\": \"Coffee\""));
    EXPECT(!journey_result_text(result, &length) && length == 0);
    EXPECT(strcmp(journey_result_message(result, &length), "") == 0 && length == 0);
    journey_result_free(result);
}

static void any_bytes_can_be_checked(void) {
    journey_engine *engine = engine_of(NULL, NULL);
    journey_result *result = NULL;
    const char bytes[] = {'j', 'o', 'u', '\0', '\xff', '\xc3', '\n', '\0'};
    EXPECT(journey_check(engine, "a\0b", 3, bytes, sizeof bytes, NULL, &result) == JOURNEY_OK);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) > 0);
    journey_result_free(result);
    EXPECT(journey_check(engine, NULL, 0, NULL, 0, NULL, &result) == JOURNEY_OK && result);
    journey_result_free(result);
    /* Only as many bytes as were said are looked at. */
    EXPECT(journey_check(engine, TEXT("a"), "journey A\nstage\xff", 10, NULL, &result) == JOURNEY_OK);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) == 0);
    journey_result_free(result);
    journey_engine_free(engine);
}

static void refuses(const char *options, const char *words) {
    journey_engine *engine = (journey_engine *)1;
    journey_result *problem = NULL;
    EXPECT(journey_engine_new(TEXT(options), NULL, &engine, &problem) == JOURNEY_BAD_OPTIONS && !engine);
    EXPECT(journey_result_status(problem) == JOURNEY_BAD_OPTIONS);
    EXPECT(!journey_result_findings(problem, NULL) && !journey_result_model(problem, NULL));
    const char *message = journey_result_message(problem, NULL);
    if (!strstr(message, words)) failures++, printf("%s: %s\n", options, message);
    journey_result_free(problem);
    EXPECT(journey_engine_new(TEXT(options), NULL, &engine, NULL) == JOURNEY_BAD_OPTIONS);
}

static void what_is_wrong_with_options_is_said(void) {
    refuses("{\"limits\": {\"step\": 1}}", "`step` is not a limit (line 1 of the options); did you mean `steps`?");
    refuses("{\n\"limit\": {}}", "`limit` is not an option (line 2 of the options); did you mean `limits`?");
    refuses("{\"limits\": {\"steps\": -1}}", "`steps` is a whole number from 0");
    refuses("{\"limits\": {\"steps\": 1.5}}", "`steps` is a whole number from 0");
    refuses("{\"limits\": {\"depth\": 1000000}}", "from 0 to 200");
    refuses("{\"limits\": 1}", "`limits` is an object");
    refuses("{\"today\": \"2026-02-30\"}", "`today` is a day of the calendar");
    refuses("{\"profile\": \"stric\"}", "There is no profile `stric`");
    refuses("{\"settings\": \"severity of dead-end is error\"}", "below a line `project`");
    refuses("{\"settings\": \"project\\n  severity of dead-end is eror\\n\"}", "wrong in line 2");
    refuses("{\"parameters\": {\"market\": [1]}}", "The parameter `market` is a text");
    refuses("{\"path\": 1}", "`path` is a text in quotes");
    refuses("{\"path\": \"a\", \"path\": \"b\"}", "`path` is said twice");
    refuses("[]", "are no JSON object");
    refuses("{\"path\": \"\xff\"}", "no UTF-8");
    refuses("{", "cannot be read as JSON, line 1");
}

static void options_do_what_they_say(void) {
    journey_engine *engine = engine_of("{\"limits\": {\"bytes\": 10}}", NULL);
    journey_result *result = check(engine, good);
    EXPECT(strstr(journey_result_lines(result, NULL), "too-long"));
    journey_result_free(result);
    journey_engine_free(engine);

    engine = engine_of("{\"parameters\": {\"market\": \"FR\"}}", NULL);
    result = check(engine, good);
    EXPECT(strstr(journey_result_model(result, NULL), "Sales FR"));
    journey_result_free(result);
    journey_engine_free(engine);

    const char stop[] = "journey A\n  channel c\n  outcome O\n  stage S\n    touchpoint T on c\n      leads to U\n    touchpoint U on c\n    touchpoint V on c\n      leads to O\n";
    engine = engine_of("{\"settings\": \"project\\n  severity of single-channel-stage is error in \\\"x/*\\\"\\n\", \"path\": \"x/a\"}", NULL);
    result = check(engine, stop);
    EXPECT(strstr(journey_result_lines(result, NULL), "error single-channel-stage"));
    journey_result_free(result);
    journey_engine_free(engine);

    engine = engine_of("{\"profile\": \"draft\"}", NULL);
    result = check(engine, stop);
    EXPECT(!strstr(journey_result_lines(result, NULL), "single-channel-stage"));
    journey_result_free(result);
    journey_engine_free(engine);
}

static void a_script_is_laid_out_and_a_code_explained(void) {
    journey_engine *engine = engine_of(NULL, NULL);
    journey_result *result = NULL;
    size_t length = 0;
    EXPECT(journey_format(engine, NULL, 0, TEXT("journey   A\n     stage B\n"), &result) == JOURNEY_OK);
    EXPECT(strcmp(journey_result_text(result, &length), "journey A\n\n  stage B\n") == 0 && length == 21);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) == 0 && !journey_result_model(result, NULL));
    journey_result_free(result);
    /* Units of the host are units. */
    journey_engine *metric =
        engine_of("{\"vocabulary\": \"{\\\"version\\\": 1, \\\"units\\\": [{\\\"name\\\": \\\"km\\\", \\\"dimension\\\": \\\"distance\\\"}]}\"}", NULL);
    EXPECT(journey_format(metric, NULL, 0, TEXT("let reach = 5   KM\n"), &result) == JOURNEY_OK);
    EXPECT(strcmp(journey_result_text(result, NULL), "let reach = 5 km\n") == 0);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) == 0);
    journey_result_free(result);
    journey_engine_free(metric);
    for (int i = 0; i < 2; i++) {
        const char *code = i ? "dead-end" : "unknown-name";
        EXPECT(journey_explain(engine, TEXT(code), &result) == JOURNEY_OK);
        EXPECT(strncmp(journey_result_text(result, NULL), code, strlen(code)) == 0);
        EXPECT(!journey_result_findings(result, NULL));
        journey_result_free(result);
    }
    EXPECT(journey_explain(engine, TEXT("unknown-nam"), &result) == JOURNEY_UNKNOWN_CODE);
    EXPECT(strstr(journey_result_message(result, NULL), "did you mean unknown-name or unknown-unit?") && !journey_result_text(result, NULL));
    journey_result_free(result);
    journey_engine_free(engine);
}

static void a_compiled_script_is_checked_with_parameters(void) {
    journey_engine *engine = engine_of("{\"parameters\": {\"market\": \"IT\"}}", NULL);
    journey_script *script = NULL;
    journey_result *result = NULL;
    EXPECT(journey_compile(engine, TEXT("a"), TEXT(good), &script) == JOURNEY_OK && script);
    journey_engine_free(engine);
    EXPECT(journey_script_check(script, NULL, 0, NULL, &result) == JOURNEY_OK);
    EXPECT(strstr(journey_result_model(result, NULL), "Sales IT"));
    journey_result_free(result);
    EXPECT(journey_script_check(script, TEXT("{\"market\": \"FR\"}"), NULL, &result) == JOURNEY_OK);
    EXPECT(strstr(journey_result_model(result, NULL), "Sales FR"));
    journey_result_free(result);
    EXPECT(journey_script_check(script, TEXT("{\"markt\": 1}"), NULL, &result) == JOURNEY_OK);
    EXPECT(strstr(journey_result_lines(result, NULL), "unknown-parameter"));
    journey_result_free(result);
    EXPECT(journey_script_check(script, TEXT("{\"market\": 1.5}"), NULL, &result) == JOURNEY_BAD_OPTIONS);
    EXPECT(strstr(journey_result_message(result, NULL), "`market`"));
    journey_script_free(script);
    journey_result_free(result);
}

/* Loaders. */

static int loads, releases;

static void load(
    void *user_data, const char *path, size_t path_length, const char *importer, size_t importer_length,
    journey_import *import) {
    loads++;
    EXPECT(user_data == &loads && importer_length == strlen("a.journey") && !memcmp(importer, "a.journey", importer_length));
    char name[64] = {0};
    memcpy(name, path, path_length < 63 ? path_length : 63);
    if (!strcmp(name, "here")) journey_import_found(import, TEXT("name of it"), TEXT("channel shop\n"));
    if (!strcmp(name, "unnamed")) journey_import_found(import, NULL, 0, TEXT("channel shop\n"));
    if (!strcmp(name, "null")) journey_import_found(import, TEXT("null"), NULL, 1);
    if (!strcmp(name, "outside")) journey_import_outside(import);
    if (!strcmp(name, "broken")) journey_import_unreadable(import, TEXT("the disk \x1b[31mburns"));
    if (!strcmp(name, "silent")) journey_import_unreadable(import, NULL, 0);
    if (!strcmp(name, "undecided")) journey_import_outside(import), journey_import_found(import, NULL, 0, TEXT("channel shop\n"));
    if (!strcmp(name, "itself")) journey_import_found(import, TEXT("a.journey"), TEXT("import \"itself\"\n"));
}

static void release(void *user_data) {
    EXPECT(user_data == &loads);
    releases++;
}

static void imports(const journey_engine *engine, const char *path, const char *words) {
    char text[256];
    snprintf(text, sizeof text, "import \"%s\"\n%s", path, wrong);
    journey_result *result = check(engine, text);
    const char *lines = journey_result_lines(result, NULL);
    if (words ? !strstr(lines, words) : journey_result_count(result, JOURNEY_ERROR) > 0) failures++, printf("%s: %s\n", path, lines);
    journey_result_free(result);
}

static void a_loader_says_what_is_there(void) {
    const journey_loader loader = {load, release, &loads};
    journey_engine *engine = engine_of(NULL, &loader);
    imports(engine, "here", NULL);
    imports(engine, "unnamed", NULL);
    imports(engine, "undecided", NULL);
    imports(engine, "gone", "There is no file `gone`");
    imports(engine, "outside", "lies outside");
    imports(engine, "broken", "cannot be read: the disk ");
    imports(engine, "silent", "cannot be read: ");
    imports(engine, "null", "cannot be read: ");
    imports(engine, "itself", "import each other");
    imports(engine, "std/channels", "unknown-name");
    EXPECT(loads == 9);
    journey_script *script = NULL;
    EXPECT(journey_compile(engine, TEXT("a.journey"), TEXT("import \"here\"\n"), &script) == JOURNEY_OK);
    EXPECT(releases == 0);
    journey_engine_free(engine);
    journey_script_free(script);
    EXPECT(releases == 1);

    journey_engine *none = NULL;
    EXPECT(journey_engine_new(TEXT("["), &loader, &none, NULL) == JOURNEY_BAD_OPTIONS && releases == 2);
    EXPECT(journey_engine_new(TEXT("["), &loader, NULL, NULL) == JOURNEY_BAD_ARGUMENT && releases == 3);
    const journey_loader nothing = {NULL, NULL, NULL};
    engine = engine_of(NULL, &nothing);
    imports(engine, "here", "import-missing");
    journey_engine_free(engine);
}

/* Threads. */

static void *cancel(void *cancellation) {
    journey_cancel(cancellation);
    return NULL;
}

static void a_check_is_cancelled_from_another_thread(void) {
    journey_engine *engine = engine_of(NULL, NULL);
    journey_cancellation *cancellation = journey_cancellation_new();
    journey_script *script = NULL;
    journey_result *result = NULL;
    EXPECT(journey_compile(engine, TEXT("a"), TEXT(longer), &script) == JOURNEY_OK);
    EXPECT(journey_script_check(script, NULL, 0, cancellation, &result) == JOURNEY_OK);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) == 0);
    journey_result_free(result);
    pthread_t thread;
    EXPECT(pthread_create(&thread, NULL, cancel, cancellation) == 0);
    pthread_join(thread, NULL);
    EXPECT(journey_check(engine, TEXT("a"), TEXT(longer), cancellation, &result) == JOURNEY_CANCELLED);
    EXPECT(journey_result_status(result) == JOURNEY_CANCELLED && journey_result_count(result, JOURNEY_ERROR) == 1);
    journey_result_free(result);
    EXPECT(journey_script_check(script, NULL, 0, cancellation, &result) == JOURNEY_CANCELLED);
    EXPECT(journey_result_count(result, JOURNEY_ERROR) == 1);
    journey_result_free(result);
    journey_script_free(script);
    journey_cancellation_free(cancellation);
    journey_engine_free(engine);
}

typedef struct shared {
    const journey_engine *engine;
    const journey_script *script;
    const journey_result *result;
    const char *findings, *model;
} shared;

static void *work(void *pointer) {
    const shared *shared = pointer;
    size_t different = 0;
    for (int i = 0; i < 20; i++) {
        journey_result *result = NULL;
        if (journey_script_check(shared->script, NULL, 0, NULL, &result) != JOURNEY_OK) different++;
        different += strcmp(journey_result_findings(result, NULL), shared->findings) != 0;
        journey_result_free(result);
        if (journey_check(shared->engine, TEXT("a"), TEXT(wrong), NULL, &result) != JOURNEY_OK) different++;
        different += strcmp(journey_result_model(result, NULL), shared->model) != 0;
        different += journey_result_lines(shared->result, NULL) != journey_result_lines(shared->result, NULL);
        journey_result_free(result);
    }
    return (void *)different;
}

static void threads_share_everything_and_get_the_same_bytes(void) {
    journey_engine *engine = engine_of(NULL, NULL);
    journey_script *script = NULL;
    journey_result *result = NULL;
    EXPECT(journey_compile(engine, TEXT("a"), TEXT(wrong), &script) == JOURNEY_OK);
    EXPECT(journey_check(engine, TEXT("a"), TEXT(wrong), NULL, &result) == JOURNEY_OK);
    shared shared = {engine, script, result, journey_result_findings(result, NULL), journey_result_model(result, NULL)};
    pthread_t threads[8];
    for (int i = 0; i < 8; i++) EXPECT(pthread_create(&threads[i], NULL, work, &shared) == 0);
    for (int i = 0; i < 8; i++) {
        void *different = NULL;
        pthread_join(threads[i], &different);
        EXPECT(!different);
    }
    journey_result_free(result);
    journey_script_free(script);
    journey_engine_free(engine);
}

int main(void) {
    no_argument_that_is_null_ends_the_program();
    the_library_says_which_it_is();
    a_check_gives_findings_and_a_model();
    any_bytes_can_be_checked();
    what_is_wrong_with_options_is_said();
    options_do_what_they_say();
    a_script_is_laid_out_and_a_code_explained();
    a_compiled_script_is_checked_with_parameters();
    a_loader_says_what_is_there();
    a_check_is_cancelled_from_another_thread();
    threads_share_everything_and_get_the_same_bytes();
    return failures > 0;
}
