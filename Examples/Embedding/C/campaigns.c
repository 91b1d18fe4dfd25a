/*
 * An app that lets its users describe journeys, and checks what they wrote: in C, over libCJourney.
 *
 *     make cjourney
 *     cc campaigns.c $(pkg-config --cflags --libs ../../../.build-cjourney/lib/pkgconfig/journey.pc) -o campaigns && ./campaigns
 */
#include <journey.h>
#include <stdio.h>
#include <string.h>

/* What the company's scripts may import: here it is in memory, elsewhere in a database. */
static const char channels[] =
    "channel app \"Our app\"\n  mode digital\n  two-way\n"
    "channel shop \"Corner shop\"\n  mode physical, human\n  two-way\n";

static void load(
    void *user_data, const char *path, size_t path_length, const char *importer, size_t importer_length,
    journey_import *import) {
    const char *name = user_data;
    (void)importer, (void)importer_length;
    if (path_length == strlen(name) && memcmp(path, name, path_length) == 0)
        journey_import_found(import, name, strlen(name), channels, strlen(channels));
}

/* What a user typed, and with a slip: the channel is called `shop`. */
static const char typed[] =
    "import \"channels\"\njourney Coffee\n  outcome Served, success\n  stage Order\n"
    "    touchpoint Counter on shopp\n      leads to Served\n";

/* What was mended, and is sent in many markets. */
static const char mended[] =
    "import \"channels\"\njourney Coffee\n  parameter market = \"DE\"\n  outcome Served, success\n  stage Order\n"
    "    owner \"Sales {market}\"\n    touchpoint Counter on shop\n      leads to Served\n";

int main(void) {
    /* Scripts of strangers: little work each, and nothing to read but what the loader gives. */
    static const char options[] =
        "{\"limits\": {\"bytes\": 100000, \"items\": 1000, \"steps\": 200000, \"imports\": 5, \"findings\": 20}}";
    if (journey_abi_version() != JOURNEY_ABI_VERSION) return fprintf(stderr, "this is another libCJourney\n"), 1;

    const journey_loader loader = {load, NULL, "channels"};
    journey_engine *engine = NULL;
    journey_result *result = NULL;
    if (journey_engine_new(options, strlen(options), &loader, &engine, &result) != JOURNEY_OK) {
        fprintf(stderr, "%s\n", journey_result_message(result, NULL));
        journey_result_free(result);
        return 1;
    }

    /* While the user types: the findings, as lines or as JSON for the app's own view. */
    journey_check(engine, "coffee", 6, typed, strlen(typed), NULL, &result);
    printf("%zu to mend:\n%s", journey_result_count(result, JOURNEY_ERROR), journey_result_lines(result, NULL));
    journey_result_free(result);

    /* What may be behind a finding, for whoever clicks on it. */
    journey_explain(engine, "unknown-name", 12, &result);
    printf("\n%s\n", journey_result_text(result, NULL));
    journey_result_free(result);

    /* The hot path: read once, checked for each market. */
    journey_script *script = NULL;
    journey_compile(engine, "coffee", 6, mended, strlen(mended), &script);
    static const char *const markets[] = {"DE", "FR", "IT"};
    for (size_t i = 0; i < sizeof markets / sizeof *markets; i++) {
        char parameters[64];
        const int length = snprintf(parameters, sizeof parameters, "{\"market\": \"%s\"}", markets[i]);
        journey_script_check(script, parameters, (size_t)length, NULL, &result);
        const char *owner = strstr(journey_result_model(result, NULL), "Sales ");
        printf("%s: %zu errors, owner %.8s\n", markets[i], journey_result_count(result, JOURNEY_ERROR), owner ? owner : "?");
        journey_result_free(result);
    }

    journey_script_free(script);
    journey_engine_free(engine);
    return 0;
}
