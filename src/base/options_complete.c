/*
 * What a shell completes. The scripts know nothing of any option: they ask the program, a line for
 * each word, `WORD TAB MEANING`; and `:file TAB KEPT`, `:folder` or `:policy` where the shell is to
 * look for files itself, whose names come behind KEPT.
 */
#include "base/options.h"

#include <string.h>

const char *const options_shells[] = {"bash", "zsh", "fish", "words", NULL};

/* bash may have parted the words at "=": they are put together, and what stands before the part
 * that it would replace is cut off again. */
static const char bash_script[] =
    "_strat_complete() {\n"
    "    local i word what file full= current=${COMP_WORDS[COMP_CWORD]}\n"
    "    local -a words=()\n"
    "    COMPREPLY=()\n"
    "    for ((i = 1; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if ((i > 1)) && [[ $word == = || ${COMP_WORDS[i - 1]} == = ]]; then\n"
    "            full+=$word words[${#words[@]} - 1]=$full\n"
    "        else\n"
    "            full=$word words+=(\"$word\")\n"
    "        fi\n"
    "    done\n"
    "    [[ $current != = ]] || current=\n"
    "    local cut=${full%%\"$current\"}\n"
    "    while IFS=$'\\t' read -r word what; do\n"
    "        case $word in\n"
    "        :*)\n"
    "            compopt -o filenames\n"
    "            while IFS= read -r file; do\n"
    "                file=$what$file\n"
    "                COMPREPLY+=(\"${file#\"$cut\"}\")\n"
    "            done < <(\n"
    "                case $word in\n"
    "                :folder) compgen -d -- \"${full#\"$what\"}\" ;;\n"
    "                :policy) compgen -d -- \"$full\"; compgen -f -X '!*.strat' -- \"$full\" ;;\n"
    "                *) compgen -f -- \"${full#\"$what\"}\" ;;\n"
    "                esac\n"
    "            )\n"
    "            ;;\n"
    "        \"$full\"*)\n"
    "            COMPREPLY+=(\"${word#\"$cut\"}\")\n"
    "            [[ $word != *= ]] || compopt -o nospace\n"
    "            ;;\n"
    "        esac\n"
    "    done < <(\"${COMP_WORDS[0]/#\\~/$HOME}\" --completion=words -- \"${words[@]}\" "
    "2>/dev/null)\n"
    "}\n"
    "complete -F _strat_complete %s\n";

static const char zsh_script[] =
    "#compdef %s\n"
    "_strat_complete() {\n"
    "    local line word what\n"
    "    local -a whole open\n"
    "    for line in ${(f)\"$(${~${(Q)words[1]}} --completion=words -- \\\n"
    "        \"${(@Q)words[2,CURRENT-1]}\" \"${(Q)PREFIX}\" 2>/dev/null)\"}; do\n"
    "        word=${line%%%%$'\\t'*} what=${line#*$'\\t'}\n"
    "        case $word in\n"
    "        :*)\n"
    "            compset -P \"${(b)what}\"\n"
    "            case $word in\n"
    "            :folder) _files -/ ;;\n"
    "            :policy) _files -g '*.strat' ;;\n"
    "            *) _files ;;\n"
    "            esac\n"
    "            ;;\n"
    "        *=) open+=(\"$word:$what\") ;;\n"
    "        *) whole+=(\"$word:$what\") ;;\n"
    "        esac\n"
    "    done\n"
    "    _describe -V word whole -- open -S ''\n"
    "}\n"
    "if [[ $funcstack[1] == _%s ]]; then _strat_complete; else compdef _strat_complete %s; fi\n";

static const char fish_script[] =
    "function __strat_complete\n"
    "    set -l words (commandline -opc) (commandline -ct)\n"
    "    for line in ($words[1] --completion=words -- $words[2..-1] 2>/dev/null)\n"
    "        set -l parts (string split -m 1 \\t -- $line)\n"
    "        set -l begun (string replace -- \"$parts[2]\" '' \"$words[-1]\")\n"
    "        switch $parts[1]\n"
    "            case :folder\n"
    "                string replace -r '^' -- \"$parts[2]\" (__fish_complete_directories "
    "\"$begun\" '')\n"
    "            case :policy\n"
    "                string match -r '.*(?:/|\\.strat)(?:\\t.*)?$' -- (__fish_complete_path "
    "\"$begun\")\n"
    "            case ':*'\n"
    "                string replace -r '^' -- \"$parts[2]\" (__fish_complete_path \"$begun\")\n"
    "            case '*'\n"
    "                echo $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c %s -f -a '(__strat_complete)'\n";

bool options_script(FILE *out, const char *shell, const char *program) {
    static const char fine[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (program[strspn(program, fine)] != '\0' || *program == '-') return false;
    if (strcmp(shell, "bash") == 0) fprintf(out, bash_script, program);
    if (strcmp(shell, "zsh") == 0) fprintf(out, zsh_script, program, program, program);
    if (strcmp(shell, "fish") == 0) fprintf(out, fish_script, program);
    return true;
}

/* ---- how a word goes on ---- */

void completion_word(const struct completion *c, const char *word, const char *what) {
    fprintf(c->out, "%.*s%s\t%s\n", (int)c->kept, c->typed, word, what ? what : "");
}

void completion_file(const struct completion *c, enum option_takes file) {
    const char *kind = file == OPTION_FOLDER ? "folder" : file == OPTION_POLICY ? "policy" : "file";
    fprintf(c->out, ":%s\t%.*s\n", kind, (int)c->kept, c->typed);
}

static void put_names(const struct completion *c, const struct command_line *line) {
    for (const struct option *o = line->table; o < line->table + line->options; o++)
        if (o->name)
            fprintf(c->out, "--%s%s\t%s\n", o->name, o->argument && !o->optional ? "=" : "",
                    o->help);
        else
            fprintf(c->out, "-%c\t%s\n", o->letter, o->help);
}

/* The option that is begun with its value in one word, "--emit=c" or "-Wall"; or NULL. */
static const struct option *begun(struct completion *c, const struct command_line *line) {
    const char *typed = c->typed, *equals = strchr(typed, '=');
    bool named = typed[1] == '-';
    if (named ? !equals : typed[1] == '\0') return NULL;
    size_t length = named ? (size_t)(equals - typed) - 2 : 0;
    c->kept = named ? length + 3 : 2;
    for (const struct option *o = line->table; o < line->table + line->options; o++)
        if (named ? o->name && strlen(o->name) == length && !memcmp(o->name, typed + 2, length)
                  : o->letter == typed[1])
            return o->argument ? o : NULL;
    return NULL;
}

bool options_complete(struct completion *c, struct command_line *line) {
    struct option_found found;
    c->typed = line->next < line->argc ? line->argv[--line->argc] : "";
    for (enum option_read read; (read = option_next(line, &found)) != OPTION_END;)
        c->option = read == OPTION_WANTS_VALUE && !found.value ? found.option : NULL;
    if (!c->option && *c->typed == '-' && !line->operands) {
        c->option = begun(c, line);
        if (!c->option) {
            put_names(c, line);
            return false;
        }
    }
    const struct option *o = c->option;
    if (!o) return true;
    if (o->takes != OPTION_TEXT) completion_file(c, o->takes);
    for (const char *const *word = o->words; word && *word; word++) completion_word(c, *word, NULL);
    return o->takes == OPTION_TEXT && !o->words;
}
