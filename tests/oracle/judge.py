"""An independent judge: what a policy answers, worked out by grammar/reference.md and by nothing else.

It shares no code with stratc, and whoever changes it looks into the reference alone. It takes every way in which the unknown facts could turn
out, one by one, decides each in the plainest way, and says what holds in all of them. Brackets name the section of the reference that is
followed. A policy is taken to be right, as stratc has accepted it; one that cannot be read ends with exit status 2.

    judge.py POLICY.strat [REQUESTS]        answers JSON lines, as the program with --json does
"""
import datetime, functools, itertools, json, operator, os, re, sys
from decimal import Decimal, getcontext
from fractions import Fraction

MOST = 20000                            # ways of one request; where there are more it is not judged: OverflowError
MODALITIES, STATUSES = [None, "may", "will", "must"], ["out_of_scope", "refused", "default", "conditional", "open"]
VERDICTS, LISTS = ["not_provided", "closed", "default", "conditional", "open"], ["basis", "duties", "before", "cautions", "closed_by"]
BLOCKS = ["approach", "objective", "principle", "paragraph", "recital"]
TYPES = {"yes or no": "flag", "one of": "choice", "set of": "set", "number": "number", "date": "date"}
CLAUSES = {"for": ("as activity", "in"), "with": ("as partner", "in"), "from": ("as date", "at least"), "until": ("as date", "at most")}
COMPARE = {"=": operator.eq, "!=": operator.ne, "at least": operator.ge, "at most": operator.le, "above": operator.gt, "below": operator.lt}
YES = {"yes": True, "no": False}
SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../policies")
getcontext().prec = 2000
WORDS = re.compile(r"""\#[^\n]* | ( "(?:[^"\\\n]|\\["\\])*" | \d{4}-\d\d-\d\d(?!\w)
    | -?(?=\w*\d)\w+(?:\.\w+)*(?:\(\w+\))* | [A-Za-z]\w*(?:\.\w+)* | \.\. | != | [{}(),=<:] )""", re.X | re.A)    # [layout]

class Word(str):
    titled = False                      # whether a text follows it

class Bad(Exception):
    """A request is: the code, and the fact or the assumption that it is about."""

class Part:
    def __init__(self, **parts):
        self.__dict__.update(parts)

def day(text):
    return datetime.date.fromisoformat(text if len(text) == 10 and text[7] == "-" else "none").toordinal()

class Fact:
    """What has a value in every situation: facts, judgements and readings. A day is a number."""
    def __init__(self, name, kind, items=(), low=None, high=None):
        self.name, self.kind, self.values, self.low, self.high = name, kind, items, low, high
        self.default, self.taken, self.judged, self.presumed = None, None, False, []    # presumed: [(value, condition)]
        self.checks, self.constants = [], []            # all that conditions ask of it
        self.step = Decimal(1).scaleb(min(low.as_tuple().exponent, high.as_tuple().exponent)) if kind == "number" else 1

    def read(self, word):
        return {"flag": YES.get, "number": Decimal, "date": day}.get(self.kind, str)(word)
    def rank(self, value):
        return self.values.index(value) if self.kind == "choice" else value

    def classes(self):
        """One value for each way in which the conditions can tell the values of this fact apart, and how many values are like it."""
        near = dict.fromkeys([False, True] if self.kind == "flag" else self.values, 1)
        if self.low is not None:
            ends = [self.low, self.high] + [c + d for c in self.constants for d in (-self.step, 0, self.step)]
            ends = sorted({v for v in ends if self.low <= v <= self.high})
            near = {v: int((end - v) / self.step) for v, end in zip(ends, ends[1:] + [self.high + self.step])}
        elif self.kind == "set":
            others = [v for v in self.values if v not in self.constants]
            told = sorted(set(self.constants)) + others[:1]
            if 2 ** len(told) > MOST:
                raise OverflowError
            near = {frozenset(s): 2 ** len(others) - 1 if others[:1] and others[0] in s else 1
                    for n in range(len(told) + 1) for s in itertools.combinations(told, n)}
        if self.judged:
            return near
        classes = {}
        for v, many in near.items():
            classes.setdefault(tuple(check(v) for check in self.checks), []).append((v, many))
        return {some[0][0]: sum(many for _, many in some) for some in classes.values()}

    def told(self, value):
        """As JSON has it."""
        if self.kind == "set":
            return [v for v in self.values if v in value]
        return float(value) if self.kind == "number" else datetime.date.fromordinal(value).isoformat() if self.kind == "date" else value

class Policy:
    """What a policy says. Conditions are functions of a situation. What needs all names to be known is done later."""
    def __init__(self, path):
        self.facts, self.vocabularies, self.groups, self.definitions, self.duties = {}, {}, {}, {}, {}
        self.roles, self.approaches, self.blocks, self.assumptions, self.rules, self.later = {}, [], [], [], [], []
        self.ranked, self.scope, self.outline, self.place = True, lambda s: True, None, 0
        self.words = self.scan(path, set()) + [""]
        while self.next():
            word = self.take()
            self.block(word) if word in BLOCKS else getattr(self, word)()
        for fact in self.facts.values():
            fact.values = self.spelt(fact.values)
        if "objective" in self.facts:
            self.facts["objective"].values = [b.name for b in self.blocks if b.kind == "objective"]
        self.numbered = {b.number: b for b in self.blocks}
        self.order = list(self.outline or self.numbered)
        self.default = [b.name for b in self.blocks if b.default]
        for do in self.later:
            do()

    def spelt(self, items):
        """[facts] What is listed without a title may be a vocabulary, which stands for its values."""
        vocabularies = self.vocabularies
        return [v for i in items for v in (self.spelt(vocabularies[i]) if i in vocabularies and not i.titled else [i])]

    def members(self, fact, items):
        """[groups] A name in a list stands for a value, or for the values of a group or of a vocabulary."""
        found = set()
        for item in items:
            if item in self.groups and item not in fact.values:
                found |= self.members(fact, self.groups[item][0]) - self.members(fact, self.groups[item][1])
            else:
                found |= {item} if item in fact.values else set(self.spelt(self.vocabularies[item]))
        return found

    def above(self, named):
        """[rules] `or above` adds all that is more committed than the approach before it."""
        if named and named[-1] == "above":
            return named[:-1] + self.approaches[self.approaches.index(named[-2]) + 1:]
        return self.approaches if named == ["all"] else named

    def top(self, some):
        """The most committed of these approaches."""
        return max(some, key=self.approaches.index, default="none")

    def prevail(self, block, is_over, gate, number, provisions):
        """[priority] Which blocks prevail over the rules of a block, and which over its gate alone. An objective speaks for its provisions."""
        spoken_for = [block] + [b for b in self.blocks if block.kind == "objective" and b.parent is block]
        others = self.blocks if number == "all" else [self.numbered[number]]
        others = others + [b for b in self.blocks if provisions and b.parent in others]
        for own, other in itertools.product(spoken_for, (b for b in others if b not in spoken_for)):
            higher, lower = (own, other) if is_over else (other, own)
            (lower.over_gate if gate else lower.over).append(higher)

    def test(self, name, operation, *operands):
        """[conditions] Whether a fact, or a definition, is as it is asked for."""
        found = []

        def look_up():
            fact = self.roles.get(name) or self.facts.get(name)
            if not fact:
                wanted = YES[operands[0]] == (operation == "=")
                return found.append(lambda s: self.definitions[name](s) == wanted)
            some = self.members(fact, operands) if fact.kind == "choice" else set(map(fact.read, operands))
            fact.constants += some
            check = {"is empty": operator.not_, "in": some.__contains__, "includes": some.issubset}.get(operation) or (
                lambda value: all(COMPARE[operation](fact.rank(value), fact.rank(constant)) for constant in some))
            fact.checks.append(check)
            found.append(lambda s: check(s.values[fact.name]))
        self.later.append(look_up)
        return lambda s: found[0](s)

    def scan(self, path, done):
        """[several files] Of texts, those in `assume` are kept. What is used stands after what the file itself says, and is read once."""
        words, used, _ = [], [], done.add(os.path.realpath(path))
        for word in map(Word, filter(None, WORDS.findall(open(path, encoding="utf-8").read()))):
            if word[0] != '"' or words[-1] == "assume":
                words.append(word)
            elif words[-1] == "use":
                places = (os.path.join(folder, word[1:-1] + ".strat") for folder in (os.path.dirname(path), SHARED))
                found, _ = next(filter(os.path.exists, places)), words.pop()
                used += [] if os.path.realpath(found) in done else self.scan(found, done)
            else:
                words[-1].titled = True
        return words + used

    def next(self):
        return self.words[self.place]
    def take(self):
        self.place += 1
        return self.words[self.place - 1]

    def accept(self, phrase):
        """Takes these words if all of them come next."""
        words = phrase.split()
        found = self.words[self.place:self.place + len(words)] == words
        self.place += len(words) if found else 0
        return found

    def read(self, pattern):
        """Takes what comes next: words as they stand; what is in capitals is read by the function of that name."""
        found = []
        for part in pattern.split():
            if not part.isupper() and not self.accept(part):
                raise SyntaxError(f"{self.next()!r} where {part!r} belongs: {' '.join(self.words[:self.place][-8:])}")
            found += [getattr(self, part.lower())()] if part.isupper() else []
        return found[0] if len(found) == 1 else found

    def listed(self, item=None, separators=(",", "<")):
        items = [(item or self.take)()]
        while self.next() in separators and self.take():
            items.append((item or self.take)())
        return items
    def braces(self):
        return [] if self.accept("{ }") else self.read("{ LISTED }")

    def strategy(self):                 # declarations, each read by the function that is named like its keyword
        self.read("{")
        while not self.accept("}"):
            part = self.take()
            if part == "approaches":
                self.ranked, self.approaches = self.take() == "ranked", self.listed()
            self.scope = self.condition() if part == "scope" else self.scope
            self.outline = self.listed() if part == "paragraphs" else self.outline

    def fact(self):
        name = self.take()
        fact = self.facts[name] = self.type(name) if self.accept(":") else Fact(name, "choice")
        self.roles.setdefault("as " + name, fact)
        while self.next() in ("default", "as", "help"):
            part = self.take()
            if part == "as":
                self.roles["as " + self.take()] = fact
            elif part == "default":
                fact.default = frozenset(self.braces()) if fact.kind == "set" else fact.read(self.take())

    def type(self, name):
        kind = TYPES[next(filter(self.accept, TYPES))]
        ends = map(Decimal, self.read("TAKE .. TAKE")) if kind == "number" else [1, day("9999-12-31")] if kind == "date" else []
        return Fact(name, kind, self.braces() if kind in ("choice", "set") else [], *ends)

    def vocabulary(self):
        name, self.vocabularies[name] = self.read("TAKE = BRACES")
    def judgement(self):
        fact = Fact(self.take(), "flag")
        self.facts[fact.name], fact.judged = fact, True
        while self.next() in ("by", "default", "presumed", "help"):
            part = self.take()
            if part == "default":
                fact.default = YES[self.take()]
            elif part == "presumed":
                value, condition = self.read("TAKE when CONDITION")
                fact.presumed.append((YES[value], condition))
    def reading(self):
        name, _ = self.take(), self.read(":")
        self.facts[name] = fact = self.type(name)
        fact.taken = fact.read(self.read("taken TAKE"))
    def group(self):
        name, _ = self.take(), self.accept("of") and self.take()
        self.groups[name] = self.read("= BRACES"), self.braces() if self.accept("except") else []
    def define(self):
        name, self.definitions[name] = self.read("TAKE means CONDITION")
    def assume(self):
        self.assumptions.append((re.sub(r"\\(.)", r"\1", self.take()[1:-1]), self.condition()))

    def duty(self):
        duty = self.duties[self.take()] = Part(before=False, done=lambda s: False)
        while self.next() in ("before", "on", "during", "after", "yearly", "by", "to", "done", "following", "within", "at"):
            word = self.take()
            duty.before |= word == "before"
            if word == "done":
                fact = self.read("when TAKE")
                duty.done = self.test(fact, "=", self.take() if self.accept("=") else "yes")
            self.place += {"on": 1, "following": 1, "within": 3, "at": 4}.get(word, 0)      # 10 days of; least 7 days before

    def example(self):                  # says nothing new; after the brace that ends one comes a statement, or nothing
        while self.take() != "}" or self.next() and self.next() not in BLOCKS and not hasattr(self, self.next()):
            pass
    safeguard = example

    def condition(self):
        parts, word = [self.simple()], self.next()
        while word in ("and", "or") and self.accept(word):
            parts.append(self.simple())
        return parts[0] if len(parts) == 1 else lambda s: (any if word == "or" else all)(part(s) for part in parts)

    def simple(self):
        if self.accept("not"):
            inside = self.simple()
            return lambda s: not inside(s)
        if self.next() == "(":
            return self.read("( CONDITION )")
        if self.accept("at least"):
            many, parts, _ = int(self.read("TAKE of (")), self.listed(self.condition), self.read(")")
            return lambda s: sum(part(s) for part in parts) >= many
        if self.accept("any provision applies"):
            return lambda s: any(s.applies(b) for b in self.blocks if b.kind == "provision")
        name = self.take()
        if self.accept("applies"):
            return lambda s: s.applies(self.numbered[name])
        if self.accept("in"):
            return self.test(name, "in", *(self.braces() if self.next() == "{" else [self.take()]))
        operation = next(filter(self.accept, ["is empty", "includes", *COMPARE]), None)
        operands = [] if operation == "is empty" else [self.take()] if operation else ["yes"]
        return self.test(name, operation or "=", *operands)

    def block(self, kind, parent=None):
        block = Part(kind=kind, number=self.take(), name=self.take() if kind in ("approach", "objective") else None, parent=parent,
                     default=False, rules=[], permissions=[], over=[], over_gate=[])
        self.blocks.append(block)
        while kind != "recital" and not self.accept("{"):
            is_over = self.accept("notwithstanding")
            _ = is_over or self.accept("subject to") or self.read("without prejudice to")
            self.listed(lambda: self.claim(block, is_over))
        while kind != "recital" and not self.accept("}"):
            self.statement(block, self.take())

    def claim(self, block, is_over):
        if self.next() not in ("{", ",", "notwithstanding", "subject", "without"):      # else a text: outside law
            gate, number, provisions = self.accept("requirement of"), self.take(), self.accept("and its provisions")
            self.later.append(lambda: self.prevail(block, is_over, gate, number, provisions))

    def statement(self, block, word):
        block.default |= word == "default"
        if word == "provision":
            self.block(word, block)
        elif word == "cite":
            self.listed()
        elif word == "requires":
            self.rule(block, "gate", approaches=[block.name], condition=self.condition())
        elif word == "should" and self.accept("meet"):
            self.rule(block, "expectation", condition=self.condition())
        elif self.accept("not engage"):
            self.rule(block, "prohibition", approaches=["all"])
        elif self.accept("be used"):
            self.rule(block, "permission", modality=word, approaches=[block.name])
        elif self.next() in ("not", "use"):
            kind = "prohibition" if self.take() == "not" and self.take() else "permission"      # not use
            self.rule(block, kind, modality=word, approaches=self.listed(separators=(",", "or")))
        elif word in ("must", "only"):
            self.accept("after")
            self.rule(block, "duty", duties=self.listed())

    def rule(self, block, kind, approaches=(), duties=(), modality=None, condition=None):
        aim = block if block.kind == "objective" else block.parent              # [blocks] its rules hold under that objective
        clauses = [self.test("objective", "=", aim.name)] if aim else []
        using = None
        while self.next() in ("using", "when", "unless", *CLAUSES):
            clause = self.take()
            if clause == "using":
                using = self.listed(separators=("or",))
            elif clause in CLAUSES:
                clauses.append(self.test(*CLAUSES[clause], *self.listed()))
            else:
                clauses.append(lambda s, holds=self.condition(), wanted=clause == "when": holds(s) == wanted)
        for duty in duties or [None]:                   # each is a rule of its own
            rule = Part(kind=kind, block=block, duty=duty, modality=modality, condition=condition, clauses=clauses)
            self.later.append(lambda rule=rule: vars(rule).update(approaches=self.above(approaches), using=self.above(using)))
            for rules in [self.rules, block.rules] + [block.permissions] * (kind == "permission"):
                rules.append(rule)

class Situation:
    """Every fact has a value."""
    def __init__(self, policy, values):
        self.policy, self.values = policy, values

    @functools.lru_cache(maxsize=1000)
    def applies(self, block):
        """[rules] A block applies when one of its permissions does or, if it has none, one of its other rules."""
        return any(map(self.effect, block.permissions or block.rules))

    @functools.lru_cache(maxsize=1000)
    def effect(self, rule):
        """[rules] The approaches that a rule acts for: it opens, closes or attaches to them. Without any it does not apply."""
        block, holds_back = rule.block, rule.kind in ("gate", "prohibition") or rule.duty and self.policy.duties[rule.duty].before
        if not all(clause(self) for clause in rule.clauses) or rule.kind == "gate" and rule.condition(self):
            return set()
        over = (block.over if holds_back else []) + (block.over_gate if rule.kind == "gate" else [])
        return self.aimed_at(rule).difference(*map(self.opens, over))       # [priority] lifts what holds back, and does nothing else
    def opens(self, block):
        return set().union(*map(self.effect, block.permissions))

    def aimed_at(self, rule):
        """What a rule names. [duties] To which approaches a duty or an expectation attaches."""
        block, waits = rule.block, rule.block.permissions and rule.block.kind in ("provision", "principle", "paragraph")
        if rule.kind not in ("duty", "expectation"):
            return set(rule.approaches)
        if waits and not self.opens(block):
            return set()
        return set(rule.using or (self.opens(block) if waits else [block.name] if block.kind == "approach" else self.policy.approaches))

    def look_at(self, approach):
        """[the decision] Point 2: the verdict of an approach, and what comes with it."""
        policy = self.policy
        acting = [r for r in policy.rules if approach in self.effect(r)]
        opening, closing = [r for r in acting if r.kind == "permission"], {r.block.number for r in acting if r.kind in ("prohibition", "gate")}
        grounds = {r.duty: {other.block.number for other in acting if other.duty == r.duty} for r in acting if r.duty}
        before = {d for d in grounds if policy.duties[d].before and not policy.duties[d].done(self)}
        is_default, kind = approach in policy.default, "conditional" if before else "open"
        verdict = "closed" if closing else kind if opening else "default" if is_default else "not_provided"
        if verdict in ("closed", "not_provided"):
            return self.nothing(verdict, closing)
        return {"verdict": {verdict}, "modality": max((r.modality for r in opening), key=MODALITIES.index, default=None),
                "basis": {r.block.number for r in opening}, "duties": set(grounds), "before": before, "closed_by": set(), "grounds": grounds,
                "cautions": {r.block.number for r in acting if r.kind == "expectation" and not r.condition(self)}}

    def nothing(self, verdict, closing=()):
        return {"verdict": {verdict}, "modality": None, **{key: set() for key in LISTS}, "closed_by": set(closing), "grounds": {}}

    def decision(self):
        """[the decision] Points 1 to 6, and what comes with them."""
        policy, inside = self.policy, self.policy.scope(self)
        each = {a: self.look_at(a) if inside else self.nothing("not_provided") for a in policy.approaches}
        opened, default, ready = ([a for a in each if each[a]["verdict"] & some] for some in ({"open", "conditional"}, {"default"}, {"open"}))
        named = (opened[-1:] if policy.ranked else opened) or default
        waits = not set(named) & set(ready)
        status = "out_of_scope" if not inside else ("conditional" if waits else "open") if opened else "default" if default else "refused"
        may = [a for a in default if not each[a]["before"] and not (policy.ranked and policy.approaches.index(a) > policy.approaches.index(named[-1]))]
        start = set(ready) | set(may if policy.ranked or not ready else [])
        now = policy.top(start) if policy.ranked or len(start) < 2 else None
        flat = self.together([each[a] for a in named])
        if status == "refused":
            permitted = set().union(*map(self.opens, policy.blocks))
            flat["closed_by"] = set().union(*(each[a]["closed_by"] for a in policy.default or permitted))
        return Part(told=(status, tuple(named) or ("none",)), each=each, flat=flat, open=set(opened), start=start, now=now)

    def together(self, some):
        """What comes with any of these approaches."""
        lists = {key: set().union(*(x[key] for x in some)) for key in LISTS}
        grounds = {d: set().union(*(x["grounds"].get(d, ()) for x in some)) for d in lists["duties"]}
        return {"modality": max((x["modality"] for x in some), key=MODALITIES.index, default=None), **lists, "grounds": grounds}

class Judge:
    """Answers requests. [the decision] What a request leaves out, and unknown facts."""
    def __init__(self, policy):
        self.policy, self.decided = policy, {}
        self.asked = sorted((f for f in policy.facts.values() if f.taken is None), key=lambda fact: fact.judged)
        self.classes = {fact.name: fact.classes() for fact in self.asked}

    def ways(self, given, otherwise={}):
        """Defaults fill in what is left out, then presumptions, then defaults of judgements; the rest may be anything. What is filled in stands
        under None. Readings are as taken, or otherwise."""
        ways, waiting = [{None: frozenset(), **{f.name: f.taken for f in self.policy.facts.values() if f.taken is not None}, **otherwise}], list(self.asked)
        while waiting:
            fact, found = waiting.pop(0), []
            try:
                for way in ways:
                    filled, values = self.choices(fact, given, way)
                    found += [{**way, fact.name: value, None: way[None] | ({fact.name} if filled else set())} for value in values]
                ways = found
            except KeyError:
                waiting.append(fact)                    # its presumption rests on another judgement
            if len(ways) > MOST:
                raise OverflowError
        for why, condition in self.policy.assumptions:
            ways = [way for way in ways if condition(Situation(self.policy, way))]
            if not ways:
                raise Bad("impossible", why)
        return ways

    def choices(self, fact, given, way):
        """Whether its value is filled in, and which it can have."""
        if given.get(fact.name) is not None:
            return False, [given[fact.name]]
        presumed = [value for value, condition in fact.presumed if condition(Situation(self.policy, way))]
        filled = presumed[:1] or ([] if fact.default is None else [fact.default])
        return bool(filled), filled or list(self.classes[fact.name])

    def decide(self, way):
        key = tuple(way[name] for name in self.policy.facts)
        if key not in self.decided:
            self.decided[key] = Situation(self.policy, way).decision()
        return self.decided[key]

    def hangs_on(self, way, judgement):
        """Whether this judgement, reversed alone, would change status or approach."""
        other = {**way, judgement: not way[judgement]}
        return self.decide(way).told != self.decide(other).told and all(holds(Situation(self.policy, other)) for _, holds in self.policy.assumptions)

    def turns_on(self, ways, given, reading, value):
        """Whether this reading, taken otherwise, would change status or approach of some way."""
        try:
            others = self.ways(given, {reading: value})
        except Bad:
            return False
        for filled in {way[None] for way in ways}:
            names = [fact.name for fact in self.asked if fact.name not in filled]
            after = {}
            for other in others:
                after.setdefault(tuple(other[n] for n in names), set()).add(self.decide(other).told)
            if any(after.get(tuple(way[n] for n in names), set()) - {self.decide(way).told} for way in ways if way[None] == filled):
                return True
        return False

    def ask(self, ways):
        """What can change status or approach alone, or else what cannot always take each of its values; first what leaves the fewest outcomes at
        worst, then what has the largest share of values that leave one."""
        names = [n for n in self.policy.facts if any(way[n] != ways[0][n] for way in ways)]
        alone, bound, worth = set(), set(), {}
        for name in names:
            seen, free, after, many = {}, {}, {}, self.classes[name]
            for way in ways:
                told, rest = self.decide(way).told, tuple(way[n] for n in names if n != name)
                after.setdefault(way[name], set()).add(told)
                free.setdefault(rest, set()).add(way[name])
                if seen.setdefault(rest, told) != told:
                    alone.add(name)
            bound |= {name} if any(len(values) < len(after) for values in free.values()) else set()
            settling = sum(many[value] for value, left in after.items() if len(left) == 1)
            worth[name] = max(map(len, after.values())), -Fraction(settling, sum(many[value] for value in after))
        return sorted((n for n in names if n in (alone or bound)), key=worth.get)

    def answer(self, given):
        policy, ways = self.policy, self.ways(given)
        found = list({id(d): d for d in map(self.decide, ways)}.values())
        outcomes, first, nows = {d.told for d in found}, found[0], {d.now for d in found}
        each = {a: self.in_all([d.each[a] for d in found]) for a in policy.approaches}
        for a, verdicts in ((a, set().union(*(d.each[a]["verdict"] for d in found))) for a in each):
            named = [v for v in VERDICTS if v in verdicts]
            each[a]["verdict"] = named if len(named) > 1 else named[0]
        judged = [f.name for f in policy.facts.values() if f.judged and any(self.hangs_on(way, f.name) for way in ways)]
        others = {f: [v for v in f.values or [True, False] if v != f.taken] for f in policy.facts.values() if f.taken is not None}
        presumed = {f.name: f.told(ways[0][f.name]) for f in self.asked
                    if all(f.name in way[None] and way[f.name] == ways[0][f.name] for way in ways)}
        answer = {"judgements": judged, "presumed": presumed, "each": each,
                  "readings": [f.name for f in others if any(self.turns_on(ways, given, f.name, v) for v in others[f])],
                  "now": policy.top(set.intersection(*(d.start for d in found))) if policy.ranked else nows.pop() if len(nows) == 1 else None}
        if len(outcomes) == 1:
            flats = [d.flat for d in found]
            varies = {key: set().union(*(x[key] for x in flats)) - set.intersection(*(x[key] for x in flats)) for key in LISTS}
            flat, told = self.in_all(flats), first.told
            grounds = {d: self.ordered("basis", set().union(*(x["grounds"].get(d, ()) for x in flats))) for d in flat["duties"]}
            answer |= {"status": told[0], "approach": told[1][0] if len(told[1]) == 1 else None, "ask": [], **flat, "grounds": grounds,
                       "open": [a for a in policy.approaches if all(a in d.open for d in found)],
                       "uncertain": self.ordered("duties", varies["duties"] | varies["before"]) + self.ordered("cautions", varies["cautions"])}
        else:
            possible = {a for status, named in outcomes for a in named if policy.ranked or status in ("open", "conditional")}
            possible = [a for a in ["none"] + policy.approaches if a in possible]
            answer |= {"status": "undetermined", "approach": None, "open": [], "ask": self.ask(ways), "possible": possible, "modality": None,
                       "possible_status": [s for s in STATUSES if any(status == s for status, _ in outcomes)],
                       **{key: [] for key in LISTS}, "uncertain": [], "grounds": {}, **({"at_least": possible[0]} if policy.ranked else {})}
        return {**answer, "committed": answer["modality"] in ("will", "must")}

    def ordered(self, key, some):
        return sorted(some, key=(list(self.policy.duties) if key in ("duties", "before") else self.policy.order).index)

    def in_all(self, some):
        """What holds in all ways: basis and what closes as they have it in common, the rest as any of them has it, the weakest modality."""
        lists = {key: (set.intersection if key in ("basis", "closed_by") else set.union)(*(x[key] for x in some)) for key in LISTS}
        return {"modality": min((x["modality"] for x in some), key=MODALITIES.index), **{key: self.ordered(key, x) for key, x in lists.items()}}

    def read(self, fact, value):
        """[facts] The value that a request gives."""
        parts = value if fact.kind == "set" and type(value) is list else [value]
        kinds = {"flag": [bool], "number": [int, Decimal], "set": [str] if parts is value else []}.get(fact.kind, [str])
        if any(type(part) not in kinds for part in parts) or fact.kind == "number" and value % fact.step:
            raise Bad("bad_type", fact.name)
        if fact.kind == "number" and not fact.low <= value <= fact.high:
            raise Bad("out_of_range", fact.name)
        try:
            _ = [fact.values.index(part) for part in parts if fact.kind in ("choice", "set")]
            return day(value) if fact.kind == "date" else frozenset(value) if fact.kind == "set" else value
        except ValueError:
            raise Bad("unknown_value", fact.name) from None

    def given(self, line):
        """A request gives some of the facts. The first fault in reading order is told; nesting comes before."""
        marks, given = re.findall(r'"(?:[^"\\]|\\.)*"|[][{}]', line), {}
        if max(itertools.accumulate({"[": 1, "{": 1, "]": -1, "}": -1}.get(mark, 0) for mark in marks), default=0) > 64:
            raise Bad("too_deep", None)
        request = json.loads(line, object_pairs_hook=tuple, parse_float=Decimal, parse_constant=int)
        if type(request) is not tuple:
            raise Bad("not_an_object", None)
        for name, value in request:
            fact = self.policy.facts.get(name)
            if name in given or name != "id" and (not fact or fact.taken is not None):
                raise Bad("duplicate_key" if name in given else "unknown_fact", name)
            given[name] = value if name == "id" or value is None else self.read(fact, value)
        return given

    def reply(self, line, number):
        try:
            return {**self.answer(self.given(line)), "id": json.loads(line).get("id")}
        except (Bad, ValueError) as bad:
            code, about = bad.args if type(bad) is Bad else ("syntax", None)        # an int is not made of NaN
            named = {"assume" if code == "impossible" else "fact": about} if about else {}
            is_named = code not in ("syntax", "too_deep", "not_an_object")
            return {"id": json.loads(line).get("id") if is_named else None, "error": {"line": number, "code": code, **named}}

if __name__ == "__main__":
    try:
        judge = Judge(Policy(sys.argv[1]))
    except Exception as wrong:
        sys.exit(print(f"{sys.argv[1]}: {type(wrong).__name__}: {wrong}", file=sys.stderr) or 2)
    for count, text in enumerate(open(sys.argv[2] if sys.argv[2:] else 0, encoding="utf-8"), 1):
        print(json.dumps(judge.reply(text, count), separators=(",", ":")))
