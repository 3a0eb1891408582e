// simdjson, on demand: a stream of documents in one thread, every key and value looked at.
#include "parsers.h"

#include <simdjson.h>

#include <cstdio>
#include <cstdlib>

using namespace simdjson;

static uint64_t digest_of(uint64_t from, std::string_view text) {
    return digest_text(from, text.data(), text.size());
}

// With `look` a digest; without, just enough that nothing is left unread.
static uint64_t read_value(uint64_t field, ondemand::value value, bool look) {
    switch (value.type()) {
    case ondemand::json_type::string: {
        std::string_view text = value.get_string();
        return look ? digest_of(field, text) : field + text.size();
    }
    case ondemand::json_type::boolean: return field + (bool(value.get_bool()) ? 2 : 1);
    case ondemand::json_type::number: return field + uint64_t(value.get_int64());
    case ondemand::json_type::array:
        for (auto element : value.get_array()) {
            std::string_view text = element.get_string();
            field = look ? digest_of(field, text) : field + text.size();
        }
        return field;
    default: return field;
    }
}

static uint64_t read_all(const struct lines *l, bool look) {
    ondemand::parser parser;
#ifdef SIMDJSON_THREADS_ENABLED
    parser.threaded = false;
#endif
    ondemand::document_stream stream = parser.iterate_many(l->text, l->len, 1 << 20);
    uint64_t sum = 0;
    for (auto document : stream)
        for (auto field : document.get_object()) {
            std::string_view key = field.unescaped_key();
            sum +=
                read_value(look ? digest_of(DIGEST_START, key) : key.size(), field.value(), look);
        }
    return sum;
}

extern "C" const char *simdjson_version(void) { return SIMDJSON_STRINGIFY(SIMDJSON_VERSION); }

static volatile uint64_t sink;

extern "C" uint64_t parse_with_simdjson(const struct lines *l, int look) {
    try {
        uint64_t sum = read_all(l, look != 0);
        sink = sum;
        return sum;
    } catch (const simdjson_error &e) {
        std::fprintf(stderr, "bench: simdjson: %s; nothing was timed\n", e.what());
        std::exit(1);
    }
}
