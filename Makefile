# stratc: `make demo` shows it, `make check` tests it. `make help` lists the rest.
#
# Sources, tests and pages are found where they lie: adding one needs no edit here.
# Everything built goes to build/ (build-clang/ with CC=clang, build-san/ with SAN=1).

VERSION := $(shell sed -n 's/.*define STRAT_VERSION "\(.*\)"/\1/p' src/runtime/strat.h)
PREFIX  = /usr/local

ifeq ($(origin CC),default)
CC := $(shell command -v gcc >/dev/null 2>&1 || ! command -v cc >/dev/null 2>&1 && echo gcc || echo cc)
endif
BUILD = build$(if $(findstring clang,$(CC)),-clang)$(if $(SAN),-san)
GEN   = $(BUILD)/gen
OBJ   = $(BUILD)/obj

CFLAGS  ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
ifneq ($(SAN),)
# Instrumented code makes gcc warn of what cannot be; the plain build is the judge of warnings.
WARNINGS =
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
INCLUDES = -Isrc -I$(GEN)
DEFINES  = -D_POSIX_C_SOURCE=200809L -DSTRATC_VERSION='"$(VERSION)"'
COMPILE  = $(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(SANITIZE) $(WARNINGS) -MMD -MP
LINK     = $(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS)
# What flex writes has functions that nobody asked for.
GENERATED_WARNINGS = -Wno-unused-function

# ---- what there is ----------------------------------------------------------------------------------------------

# The compiler, stage after stage; then what the generated programs are made of.
STAGES    = base diag report syntax format model anchor rules space analysis diff lint lint/checks table emit emit/c \
            emit/documents emit/page pipeline lsp stratc
# What the evaluator shares with the compiler: libc alone is needed.
EVAL_BASE = arena big date interrupt json list options options_complete outfile sha256 text
MAIN      = src/stratc/main.c
EMBED     = src/base/embed.sh
CORE_SRC  = $(filter-out $(MAIN),$(sort $(foreach s,$(STAGES),$(wildcard src/$(s)/*.c))))
RUN_SRC   = $(sort $(wildcard src/runtime/*.c src/runtime/*/*.c))
EVAL_SRC  = $(filter-out src/evaluator/wasm/%,$(sort $(wildcard src/evaluator/*/*.c))) $(EVAL_BASE:%=src/base/%.c)
PAGES     = $(sort $(wildcard src/diag/pages/*.md))
RUN_TEXT  = $(filter-out src/runtime/check% src/runtime/narrow.c src/runtime/open.c src/runtime/why/% src/runtime/file.h,$(sort $(wildcard src/runtime/*.h)) $(RUN_SRC))
TEMPLATES = $(filter-out %/sample.h,$(sort $(wildcard src/emit/c/templates/*.[ch])))
# What a page is made of, beside the evaluator as WebAssembly; and what that has of the evaluator: no files, no streams.
PAGE_TEXT = $(sort $(wildcard src/emit/page/*.html src/emit/page/*.css src/emit/page/*.js))
WASM_BASE = date sha256 text
WASM_SRC  = $(RUN_SRC) $(filter-out %/input.c %/write.c %/cache.c %/csv.c %/side.c,$(sort $(wildcard src/evaluator/io/*.c src/evaluator/core/*.c \
            src/evaluator/explain/*.c src/evaluator/record/*.c src/evaluator/wasm/*.c))) $(WASM_BASE:%=src/base/%.c)
ORACLE_SRC = $(sort $(wildcard tests/oracle/*.c))
GEN_SRC   = $(GEN)/strat.tab.c $(GEN)/strat.lex.c $(GEN)/embedded_pages.c $(GEN)/embedded_runtime.c \
            $(GEN)/embedded_templates.c $(GEN)/embedded_snippets.c $(GEN)/embedded_page.c $(GEN)/embedded_reading.c
GEN_HDR   = $(GEN)/strat.tab.h $(GEN)/strat.lex.h

MAIN_OBJ  = $(MAIN:src/%.c=$(OBJ)/%.o)
CORE_OBJ  = $(CORE_SRC:src/%.c=$(OBJ)/%.o) $(GEN_SRC:$(GEN)/%.c=$(OBJ)/gen/%.o)
RUN_OBJ   = $(RUN_SRC:src/%.c=$(OBJ)/%.o)
EVAL_OBJ  = $(EVAL_SRC:src/%.c=$(OBJ)/%.o)
ORACLE_OBJ = $(ORACLE_SRC:%.c=$(OBJ)/%.o)
WASM_OBJ  = $(WASM_SRC:src/%.c=$(OBJ)/wasm/%.o)

STRATC    = $(BUILD)/stratc
LIBCORE   = $(BUILD)/libstratcore.a
LIBEVAL   = $(BUILD)/libstrateval.a
LIBRUN    = $(BUILD)/libstrat.a
# The reference interpreter: for tests alone.
LIBORACLE = $(BUILD)/liboracle.a

# A test program is one C file with one main; check runs these, check-long those of tests/long as well.
TEST_SRC  = $(sort $(wildcard tests/unit/*.c tests/props/*.c tests/cases/*.c))
LONG_SRC  = $(sort $(wildcard tests/long/*.c))
TESTS     = $(TEST_SRC:%.c=$(BUILD)/%)
LONG      = $(LONG_SRC:%.c=$(BUILD)/%)

# ---- what to make -----------------------------------------------------------------------------------------------

.PHONY: all vsix demo check check-quick check-long check-san lines install uninstall deb clean setup tools page-tools help
.DELETE_ON_ERROR:
.SECONDARY:

all: $(STRATC) $(LIBEVAL) $(LIBRUN) $(LIBCORE)

help:
	@echo 'make              the compiler and its libraries, in $(BUILD)/'
	@echo 'make demo         build it, compile a real policy, decide a few real requests'
	@echo 'make check        every test; make check-long adds the long ones (clean room, fuzzing)'
	@echo 'make check-quick  what to run while working: units, cases, the rules of the house'
	@echo 'make check-san    every test under the address and undefined-behaviour sanitizers'
	@echo 'make bench-scale  how decisions, tables and compilers grow from 10 to 100,000 rules'
	@echo 'make bench        ours beside what one would use instead, in one table; BENCH=quick takes a minute'
	@echo 'make install      to $$(DESTDIR)$$(PREFIX), by default /usr/local'
	@echo 'make uninstall    takes that away'
	@echo 'make deb          packages for Debian, in $(BUILD)/deb/'
	@echo 'make lines        how many lines of C each room has'
	@echo 'make vsix         the extension for VS Code, $(BUILD)/strat.vsix; needs npm'
	@echo 'make setup        install the tools that the build needs, and those of --emit=page'
	@echo 'make clean        remove all that was built'
	@echo 'CC=clang  SAN=1   another compiler, the sanitizers; each has its own build folder'

demo: page-tools
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) CC='$(strip $(CC) $(SANITIZE))' sh src/share/demo.sh

check-quick: all $(filter-out $(BUILD)/tests/props/%,$(TESTS))
	@BUILD=$(BUILD) CC='$(strip $(CC) $(SANITIZE))' sh tests/run.sh --quick

# The long ones are built here too, so that none stops compiling unseen.
check: all $(TESTS) $(LONG)
	@BUILD=$(BUILD) CC='$(strip $(CC) $(SANITIZE))' sh tests/run.sh

check-long: all $(TESTS) $(LONG)
	@BUILD=$(BUILD) CC='$(strip $(CC) $(SANITIZE))' sh tests/run.sh --long

check-san:
	$(MAKE) SAN=1 check

# Everything written by hand, comments and templates too; generated code has none of it.
lines:
	@find src -name '*.[chyl]' | sort | while read -r f; do echo "$$(wc -l <$$f) $${f%/*}"; done | awk '\
	    { lines[$$2] += $$1; files[$$2]++; all += $$1 } \
	    END { for (room in lines) printf "%-24s %3d files %6d lines\n", room, files[room], lines[room] | "sort"; \
	          close("sort"); printf "%-24s %3d files %6d lines\n", "src", NR, all }'

# A quick look; the set-up script runs only when something is missing. SETUP=no: nobody is asked.
tools:
	@[ '$(SETUP)' = no ] || CC='$(CC)' sh src/share/setup.sh --check >/dev/null || CC='$(CC)' sh src/share/setup.sh

# What --emit=page needs, where it can be had: before make looks for it, so whoever wants it calls make once more.
page-tools: tools
	@[ '$(SETUP)' = no ] || CC='$(CC)' sh src/share/setup.sh --page --check >/dev/null || CC='$(CC)' sh src/share/setup.sh --page || :

vsix:
	@sh editors/vscode/package.sh $(BUILD)

setup:
	@CC='$(CC)' sh src/share/setup.sh --page

clean:
	rm -rf build build-*

# Each step is one short line; V=1 shows the commands.
ifeq ($(V),)
Q = @
say = @printf '%-6s %s\n' $(1) $@
endif

# ---- how: programs and archives ---------------------------------------------------------------------------------

$(STRATC): $(MAIN_OBJ) $(LIBCORE) $(LIBEVAL)
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ -ljansson $(LDLIBS)

# Two stages may each have a list.c, so members are appended, never replaced by name.
$(LIBCORE): $(CORE_OBJ)
$(LIBEVAL): $(RUN_OBJ) $(EVAL_OBJ)
$(LIBRUN): $(RUN_OBJ)
$(LIBORACLE): $(ORACLE_OBJ)
$(LIBCORE) $(LIBEVAL) $(LIBRUN) $(LIBORACLE):
	$(call say,AR)
	@rm -f $@
	$(Q)$(AR) qcs $@ $^

LINK_TEST = $(LINK) -o $@ $^ -lcmocka -ljansson -lm $(LDLIBS)
# The archive holds the evaluator's main, which the linker leaves out as the test brings its own.
$(BUILD)/tests/%: $(OBJ)/tests/%.o $(LIBORACLE) $(LIBCORE) $(LIBEVAL)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK_TEST)

# What counts how much the evaluator does has one whose blocks tell when they are run, in the place of that of the library.
COUNTED   = $(patsubst src/%.c,$(OBJ)/counted/%.o,$(filter-out %/main.c,$(filter src/evaluator/%,$(EVAL_SRC))))
$(BUILD)/tests/props/why_growth: $(OBJ)/tests/props/why_growth.o $(COUNTED) $(LIBORACLE) $(LIBCORE) $(LIBEVAL)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK_TEST)

# ---- how: objects -----------------------------------------------------------------------------------------------

$(OBJ)/%.o: src/%.c Makefile | tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) $(DEFINES) $(INCLUDES) -c -o $@ $<

# Only this stage knows what bison and flex wrote, and the test that hears what the parser reduces.
$(filter $(OBJ)/syntax/%,$(CORE_OBJ)) $(OBJ)/tests/props/grammar.o: | $(GEN_HDR)

# The part that goes into other people's products is given nothing but its own folder.
$(OBJ)/runtime/%.o: src/runtime/%.c Makefile | tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -Isrc -c -o $@ $<

# Loops over the few words of a set of clauses are to be unrolled there.
$(OBJ)/evaluator/core/cache.o: CFLAGS := $(CFLAGS:-O2=-O3)
# What is explained or asked is for one reader at a time, and options and files are few: small rather than fast.
FOR_ONE := $(patsubst %,evaluator/%,explain/% record/% cli/talk% cli/interview cli/stated cli/filing cli/options cli/program) \
           $(patsubst %,runtime/why/%,hangs read_as rules) $(patsubst %,base/%,options options_complete outfile)
$(patsubst %,$(OBJ)/%.o,$(FOR_ONE)): CFLAGS := $(CFLAGS:-O2=-Os)

$(OBJ)/evaluator/%.o: src/evaluator/%.c Makefile | tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) $(DEFINES) -Isrc -c -o $@ $<

$(OBJ)/counted/%.o: src/%.c Makefile | tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -O1 -fsanitize-coverage=trace-pc $(DEFINES) -Isrc -c -o $@ $<

# Compiled in half the time; what they ask often, the interpreter, is a library.
$(patsubst %.c,$(OBJ)/%.o,$(TEST_SRC) $(LONG_SRC)): CFLAGS := $(CFLAGS:-O2=-O1)

$(OBJ)/tests/%.o: tests/%.c Makefile | tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) $(DEFINES) $(INCLUDES) -I. -c -o $@ $<

$(OBJ)/gen/embedded_%.o: $(GEN)/embedded_%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) $(INCLUDES) -c -o $@ $<

$(OBJ)/gen/%.o: $(GEN)/%.c | $(GEN_HDR)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) $(GENERATED_WARNINGS) $(DEFINES) $(INCLUDES) -c -o $@ $<

# ---- how: generated sources -------------------------------------------------------------------------------------

$(GEN)/strat.tab.c: grammar/strat.y | tools
	@mkdir -p $(@D)
	$(call say,BISON)
	$(Q)bison -Wall -Werror --header=$(GEN)/strat.tab.h -o $@ $<

# flex has no -Werror: whatever it says is an error.
$(GEN)/strat.lex.c: grammar/strat.l | tools
	@mkdir -p $(@D)
	$(call say,FLEX)
	$(Q)flex --header-file=$(GEN)/strat.lex.h -o $@ $< 2>$(GEN)/flex.log; s=$$?; cat $(GEN)/flex.log; [ $$s = 0 ] && [ ! -s $(GEN)/flex.log ]

$(GEN)/strat.tab.h: $(GEN)/strat.tab.c ;
$(GEN)/strat.lex.h: $(GEN)/strat.lex.c ;

$(GEN)/embedded_pages.c: $(EMBED) $(PAGES) src/diag/pages
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)sh $(EMBED) embedded_pages $(PAGES) > $@

$(GEN)/embedded_runtime.c: $(EMBED) $(RUN_TEXT)
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)sh $(EMBED) embedded_runtime $(RUN_TEXT) > $@

$(GEN)/embedded_templates.c: $(EMBED) $(TEMPLATES) src/emit/c/templates
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)sh $(EMBED) embedded_templates $(TEMPLATES) > $@

$(GEN)/embedded_snippets.c: $(EMBED) src/lsp/snippets.json
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)sh $(EMBED) embedded_snippets src/lsp/snippets.json > $@

$(GEN)/embedded_reading.c: $(EMBED) src/emit/documents/reading.css
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)sh $(EMBED) embedded_reading src/emit/documents/reading.css > $@

# Every byte of a page is sent and kept with each policy: what only those read who write it stays here.
PAGE_SENT = $(PAGE_TEXT:src/emit/page/%=$(GEN)/page/%)

$(GEN)/page/%: src/emit/page/% src/emit/page/send.awk
	@mkdir -p $(@D)
	$(Q)awk -f src/emit/page/send.awk $< > $@

$(GEN)/embedded_page.c: $(EMBED) $(GEN)/evaluator.wasm $(PAGE_SENT) src/emit/page
	@mkdir -p $(@D)
	$(call say,EMBED)
	$(Q)sh $(EMBED) embedded_page $(GEN)/evaluator.wasm $(PAGE_SENT) > $@

src/diag/pages src/emit/c/templates src/emit/page: ;

# The evaluator for browsers, by clang and wasm-ld. Where these are not here it is empty, and --emit=page says what is missing.
WASM_CC  = $(shell command -v clang)
WASM_LD  = $(shell command -v wasm-ld)
WASM_FLAGS = --target=wasm32 -std=c11 $(WASM_OPT) -ffreestanding -nostdlibinc -isystem src/evaluator/wasm/libc -ffunction-sections -fdata-sections
ifneq ($(and $(WASM_CC),$(WASM_LD)),)
$(GEN)/evaluator.wasm: $(WASM_OBJ)
	@mkdir -p $(@D)
	$(call say,WASM)
	$(Q)wasm-ld --no-entry --gc-sections --strip-all --fatal-warnings --stack-first -z stack-size=1048576 -o $@ $^
else
$(GEN)/evaluator.wasm:
	@mkdir -p $(@D)
	@: >$@
endif

# A page is small, but for what most of its time is spent in.
WASM_OPT = -Oz -mllvm -inline-threshold=-20
$(OBJ)/wasm/runtime/diagram.o: WASM_OPT = -O2
$(OBJ)/wasm/runtime/compiled.o: WASM_OPT = -Os
$(OBJ)/wasm/%.o: src/%.c Makefile | tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)clang $(WASM_FLAGS) $(WARNINGS) $(DEFINES) -Isrc -MMD -MP -c -o $@ $<

include tests/bench/bench.mk

# ---- install ----------------------------------------------------------------------------------------------------

# One word for the shell, whatever is in it; and a place below PREFIX as such a word.
quoted = '$(subst ','\'',$(1))'
place  = $(call quoted,$(DESTDIR)$(PREFIX)/$(1))
# What goes where, FILE=FOLDER. stratc finds its library and its vocabulary from where it lies itself.
LIBDIR = lib
ZSH    = share/zsh/site-functions
DOC    = share/doc/stratc
SHELLS = $(BUILD)/share/stratc $(BUILD)/share/_stratc $(BUILD)/share/stratc.fish
EDITORS = $(filter-out %.sh %/keywords.txt %/package-lock.json,$(sort $(shell find editors -name node_modules -prune -o -type f ! -name '.*' -print)))
INSTALLED = $(LIBEVAL)=lib/stratc $(LIBRUN)=$(LIBDIR) src/runtime/strat.h=include $(BUILD)/share/strat.pc=$(LIBDIR)/pkgconfig \
            $(patsubst %,%=share/stratc/vocabulary,$(wildcard policies/vocabulary/*.strat)) \
            $(foreach s,1 3 5,$(patsubst %,%=share/man/man$(s),$(wildcard src/share/*.$(s)))) \
            $(BUILD)/share/stratc=share/bash-completion/completions $(BUILD)/share/_stratc=$(ZSH) \
            $(BUILD)/share/stratc.fish=share/fish/vendor_completions.d \
            README.md=$(DOC) grammar/guide.md=$(DOC)/grammar grammar/reference.md=$(DOC)/grammar \
            $(patsubst %,%=$(DOC)/policies,$(wildcard policies/*.strat policies/*.md policies/*.lock)) \
            $(patsubst %,%=share/stratc/editors,$(wildcard $(BUILD)/strat.vsix)) $(foreach f,$(EDITORS),$(f)=share/stratc/$(patsubst %/,%,$(dir $(f))))

$(BUILD)/share/%: $(STRATC)
	@mkdir -p $(@D)
	$(Q)$(STRATC) --completion=$(if $(findstring .fish,$@),fish,$(if $(findstring _,$*),zsh,bash)) >$@

# Says what PREFIX is, which may be another one each time.
.PHONY: $(BUILD)/share/strat.pc
$(BUILD)/share/strat.pc: src/share/strat.pc.in
	@mkdir -p $(@D)
	$(Q)prefix=$$(printf %s $(call quoted,$(PREFIX)) | sed 's/[&|\\]/\\&/g') && \
	    sed -e "s|@PREFIX@|$$prefix|" -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@VERSION@|$(VERSION)|' $< >$@

# By install, never by cp: a program that is running is replaced rather than written into, and the umask does not matter.
# Folders that are there keep the permissions that they have.
to = to=$(call quoted,$(DESTDIR)$(PREFIX))
install: all $(SHELLS) $(BUILD)/share/strat.pc
	$(Q)$(to); for pair in $(STRATC)=bin $(INSTALLED); do \
	    folder=$$to/$${pair#*=}; \
	    [ -d "$$folder" ] || install -d -m 755 "$$folder" || exit; \
	    install -m 644 "$${pair%%=*}" "$$folder" || exit; \
	done; chmod 755 "$$to/bin/stratc"

# What was installed, and the folders of its own where nothing else is in them.
uninstall:
	$(Q)$(to); for pair in $(STRATC)=bin $(INSTALLED); do \
	    file=$${pair%%=*}; rm -f "$$to/$${pair#*=}/$${file##*/}" || exit; \
	done; \
	printf '%s\n' $(INSTALLED) | sed -n 's/^[^=]*=//; /^lib\/stratc\|^share\/stratc\|^share\/doc\/stratc/p' | \
	    awk -F / '{ path = $$1; for (i = 2; i <= NF; i++) { path = path "/" $$i; if (path ~ /stratc/) print path } }' | sort -ru | \
	    while read -r folder; do rmdir "$$to/$$folder" 2>/dev/null; done; true

# Packages for Debian, in $(BUILD)/deb; see src/share/debian.
deb:
	@BUILD=$(BUILD) sh src/share/deb.sh $(VERSION)

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
