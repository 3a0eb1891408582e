/*
 * parsers FOLDER check|ROUNDS: JSON lines parsed, and no more, by jansson, cJSON and simdjson (on
 * demand: every key and value looked at), in stable and in shuffled order, complete and not. First
 * all three must have read the same from both orders.
 */
#include "measure.h"
#include "parsers.h"

#include <cjson/cJSON.h>
#include <jansson.h>
#include <string.h>

/* ---- what was read, as one number that does not depend on the order of keys ---- */

uint64_t digest_text(uint64_t from, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) from = (from ^ (unsigned char)text[i]) * 0x100000001b3;
    return from;
}

static uint64_t digest(uint64_t from, const char *text) {
    return digest_text(from, text, strlen(text));
}

static uint64_t jansson_digest(const json_t *object) {
    uint64_t sum = 0;
    const char *key;
    json_t *value, *element;
    size_t i;
    json_object_foreach((json_t *)object, key, value) {
        uint64_t field = digest(DIGEST_START, key);
        if (json_is_string(value))
            field = digest(field, json_string_value(value));
        else if (json_is_integer(value))
            field += (uint64_t)json_integer_value(value);
        else if (json_is_boolean(value))
            field += json_is_true(value) ? 2 : 1;
        else
            json_array_foreach(value, i, element) field = digest(field, json_string_value(element));
        sum += field;
    }
    return sum;
}

static uint64_t cjson_digest(const cJSON *object) {
    uint64_t sum = 0;
    const cJSON *value, *element;
    cJSON_ArrayForEach(value, object) {
        uint64_t field = digest(DIGEST_START, value->string);
        if (cJSON_IsString(value))
            field = digest(field, value->valuestring);
        else if (cJSON_IsNumber(value))
            field += (uint64_t)value->valuedouble;
        else if (cJSON_IsBool(value))
            field += cJSON_IsTrue(value) ? 2 : 1;
        else
            cJSON_ArrayForEach(element, value) field = digest(field, element->valuestring);
        sum += field;
    }
    return sum;
}

/* ---- the parsers: every line of a register; with `look`, its digest ---- */

static void cannot_parse(const char *parser, size_t line) {
    fprintf(stderr, "bench: %s: line %zu is no JSON to it; nothing was timed\n", parser, line);
    exit(1);
}

static uint64_t parse_with_jansson(const struct lines *l, int look) {
    uint64_t sum = 0;
    const char *line = l->text;
    for (size_t n = 1; line < l->text + l->len; n++) {
        const char *end = memchr(line, '\n', (size_t)(l->text + l->len - line));
        json_t *object = json_loadb(line, (size_t)(end - line), 0, NULL);
        if (!object) cannot_parse("jansson", n);
        if (look) sum += jansson_digest(object);
        json_decref(object);
        line = end + 1;
    }
    return sum;
}

static uint64_t parse_with_cjson(const struct lines *l, int look) {
    uint64_t sum = 0;
    const char *line = l->text;
    for (size_t n = 1; line < l->text + l->len; n++) {
        const char *end = memchr(line, '\n', (size_t)(l->text + l->len - line));
        cJSON *object = cJSON_ParseWithLength(line, (size_t)(end - line));
        if (!object) cannot_parse("cJSON", n);
        if (look) sum += cjson_digest(object);
        cJSON_Delete(object);
        line = end + 1;
    }
    return sum;
}

static const struct parser {
    const char *name, *key;
    uint64_t (*parse)(const struct lines *l, int look);
} parsers[] = {
    {"jansson", "jansson", parse_with_jansson},
    {"cJSON", "cjson", parse_with_cjson},
    {"simdjson", "simdjson", parse_with_simdjson},
};
enum { PARSERS = sizeof parsers / sizeof *parsers };

/* Two and two hold the same. */
static const char *const files[] = {"stable", "shuffled", "incomplete", "incomplete_shuffled"};
enum { FILES = sizeof files / sizeof *files };

/* Ends the program where one of them reads something else. */
static void compare(const struct lines *lines) {
    for (size_t p = 0; p < PARSERS; p++)
        for (size_t i = 0; i < FILES; i++) {
            if (parsers[p].parse(&lines[i], 1) == parsers[0].parse(&lines[i / 2 * 2], 1)) continue;
            fprintf(stderr,
                    "bench: %s reads something else in %s.jsonl than %s in %s.jsonl; nothing was "
                    "timed\n",
                    parsers[p].name, files[i], parsers[0].name, files[i / 2 * 2]);
            exit(1);
        }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: parsers FOLDER check|ROUNDS\n");
        return 2;
    }
    struct lines lines[FILES];
    char name[256];
    for (size_t i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "%s.jsonl", files[i]);
        lines[i].text = read_whole(argv[1], name, SIMDJSON_ROOM, &lines[i].len);
    }
    compare(lines);
    if (strcmp(argv[2], "check") == 0)
        printf("jansson %s, cJSON %s, simdjson %s\n", JANSSON_VERSION, cJSON_Version(),
               simdjson_version());
    for (int rounds = atoi(argv[2]); rounds > 0; rounds--)
        for (size_t p = 0; p < PARSERS; p++)
            for (size_t i = 0; i < FILES; i++) {
                double start = cpu_seconds();
                parsers[p].parse(&lines[i], 0);
                snprintf(name, sizeof name, "%s_%s", parsers[p].key, files[i]);
                sample(name, (double)lines[i].len / 1e6 / (cpu_seconds() - start));
            }
    return 0;
}
