# make bench, make bench BENCH=quick: ours beside what one would use instead. Everything is built in build/bench/; the data of a policy, and the code
# made from it, in a folder below. What is compared is written by tests/bench/peers from the policy's own rules.

POLICY        = policies/enisa-international.strat
BENCH_DIR     = $(BUILD)/bench
BENCH_QUICK   = $(if $(filter quick,$(BENCH)),yes,no)
BENCH_DATA    = $(BENCH_DIR)/$(basename $(notdir $(POLICY)))-$(if $(filter quick,$(BENCH)),1000,10000)
BENCH_COMPILE = $(CC) -std=c11 -O3 $(DEFINES) -MMD -MP

PEERS_OBJ  = $(patsubst %.c,$(OBJ)/%.o,$(wildcard tests/bench/peers/*.c))
RIVALS     = fill ladder switch mask mask_all
BENCH_PROG = $(addprefix $(BENCH_DIR)/,peers parsers process empty) $(addprefix $(BENCH_DATA)/,decide batch sqlite policy policy-small.o) \
             $(BUILD)/tests/bench/policy

.PHONY: bench bench-tools
bench: all $(BENCH_PROG)
	@BUILD=$(BUILD) CC='$(strip $(CC))' DATA=$(BENCH_DATA) POLICY=$(POLICY) QUICK=$(BENCH_QUICK) sh tests/bench/bench.sh

bench-tools:
	@CC='$(CC)' sh src/share/setup.sh --bench --check >/dev/null || CC='$(CC)' sh src/share/setup.sh --bench

$(BENCH_DIR)/peers: $(PEERS_OBJ) $(LIBORACLE) $(LIBCORE) $(LIBEVAL)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ -lm $(LDLIBS)

$(BENCH_DATA)/about.tsv: $(BENCH_DIR)/peers $(POLICY)
	@mkdir -p $(@D)
	$(call say,PEERS)
	$(Q)$(BENCH_DIR)/peers $(POLICY) $(@D) $(lastword $(subst -, ,$(@D)))

$(RIVALS:%=$(BENCH_DATA)/%.c): $(BENCH_DATA)/about.tsv ;

$(BENCH_DATA)/policy.c: $(STRATC) $(POLICY) $(BENCH_DATA)/about.tsv
	$(call say,EMIT)
	$(Q)$(STRATC) --emit=c --with=batch -o $@ $(POLICY)

$(BENCH_DATA)/policy: $(STRATC) $(LIBEVAL) $(POLICY) $(BENCH_DATA)/about.tsv
	$(call say,BUILD)
	$(Q)$(STRATC) -o $@ $(POLICY)

$(BENCH_DATA)/%.o: $(BENCH_DATA)/%.c $(BENCH_DATA)/policy.c
	$(call say,CC)
	$(Q)$(BENCH_COMPILE) -I$(BENCH_DATA) -c -o $@ $<

$(BENCH_DATA)/policy-small.o: $(BENCH_DATA)/policy.c
	$(call say,CC)
	$(Q)$(CC) -std=c11 -O2 -ffunction-sections -fdata-sections -c -o $@ $<

$(BENCH_DATA)/decide $(BENCH_DATA)/batch: $(BENCH_DATA)/%: tests/bench/%.c $(RIVALS:%=$(BENCH_DATA)/%.o) $(BENCH_DATA)/policy.o
	$(call say,LINK)
	$(Q)$(BENCH_COMPILE) $(WARNINGS) -I$(BENCH_DATA) -o $@ $(filter %.c %.o,$^)

$(BENCH_DATA)/sqlite: tests/bench/sqlite.c $(BENCH_DATA)/fill.o | bench-tools
	$(call say,LINK)
	$(Q)$(BENCH_COMPILE) $(WARNINGS) -I$(BENCH_DATA) -o $@ $(filter %.c %.o,$^) -lsqlite3

$(BENCH_DIR)/%.o: tests/bench/%.c | bench-tools
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(BENCH_COMPILE) $(WARNINGS) -c -o $@ $<

# On demand, simdjson is as wide as the compiler is told: all that this machine has.
$(BENCH_DIR)/simdjson.o: tests/bench/simdjson.cpp | bench-tools
	@mkdir -p $(@D)
	$(call say,CXX)
	$(Q)g++ -std=c++17 -O3 -march=native -c -o $@ $<

$(BENCH_DIR)/parsers: $(BENCH_DIR)/parsers.o $(BENCH_DIR)/simdjson.o
	$(call say,LINK)
	$(Q)g++ -o $@ $^ -ljansson -lcjson -lsimdjson

$(BENCH_DIR)/process: $(BENCH_DIR)/process.o
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^

$(BENCH_DIR)/empty.c:
	@mkdir -p $(@D)
	$(Q)echo 'int main(void) { return 0; }' >$@

$(BENCH_DIR)/empty: $(BENCH_DIR)/empty.c
	$(call say,LINK)
	$(Q)$(CC) -O2 -o $@ $<

# make bench-scale, make bench-scale LARGEST=1000: how all of it grows with the number of rules.
LARGEST = 100000
.PHONY: bench-scale
bench-scale: all $(BENCH_DIR)/scale
	@CC='$(strip $(CC))' $(BENCH_DIR)/scale $(STRATC) $(LARGEST)

$(BENCH_DIR)/scale: $(OBJ)/tests/bench/scale.o $(LIBORACLE) $(LIBCORE) $(LIBEVAL)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ -lm $(LDLIBS)

-include $(wildcard $(BENCH_DIR)/*.d $(BENCH_DATA)/*.d)
