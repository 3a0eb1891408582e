"""Whether the judge agrees with answers.

    agree.py FILE.jsonl...              a line a request: {"request": {...}, "answer": {...}}; the policy is the FILE.strat beside it
    agree.py --ask COUNT FILE.strat [GAP]   prints so many random requests for a policy, some of them bad; GAP: the share of facts left out

Exit status: 0 it agrees; 1 it does not, and each difference is shown.
"""
import datetime
import json
import random
import sys

from judge import Judge, Policy


def told(answer):
    """What an answer says to programs: of an error the code, and what it is about."""
    error = answer.get("error")
    return {"error": {key: error.get(key) for key in ("code", "fact", "assume")}} if error else {**answer, "id": None}


def agree(paths):
    agreed = differ = left_out = 0
    for path in paths:
        judge = Judge(Policy(path.removesuffix("jsonl") + "strat"))
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                both = json.loads(line)
                try:
                    answer, judged = told(both["answer"]), told(judge.reply(json.dumps(both["request"]), number))
                except OverflowError:
                    left_out += 1
                    continue
                keys = {*answer, *judged} - ({"each", "grounds"} - {*answer})        # these two only where they are asked for
                differences = [key for key in sorted(keys) if answer.get(key) != judged.get(key)]
                agreed, differ = agreed + (not differences), differ + bool(differences)
                for key in differences:
                    print(f"{path}: {json.dumps(both['request'])}: {key}: answered {answer.get(key)}, judged {judged.get(key)}")
    print(f"{agreed} agree, {differ} differ, {left_out} left out")
    return differ > 0


def value(fact):
    if fact.kind == "set":
        return [v for v in fact.values if random.random() < 0.5]
    if fact.low is None:
        return random.choice(fact.values or [True, False])
    near = [random.choice(fact.constants or [fact.low]) + random.choice([-1, 0, 1]) * fact.step, fact.low, fact.high]
    number = next(n for n in random.sample(near, 3) if fact.low <= n <= fact.high)
    return datetime.date.fromordinal(number).isoformat() if fact.kind == "date" else float(number)


def ask(count, path, gap=None):
    facts = [fact for fact in Policy(path).facts.values() if fact.taken is None]
    for number in range(int(count)):
        random.seed(number)
        left_out = float(gap or random.choice([0, 0, 0.05, 0.1, 0.2]))
        request = {fact.name: value(fact) for fact in facts if random.random() > left_out}
        if number % 10 == 9:
            request[random.choice([*request, "nothing"])] = random.choice(["?", 1e9, [1], {}, True])
        print(json.dumps(request))
    return False


if __name__ == "__main__":
    sys.exit(ask(*sys.argv[2:]) if sys.argv[1] == "--ask" else agree(sys.argv[1:]))
