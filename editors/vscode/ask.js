// A question, put together fact by fact. Knows nothing of VS Code: what stratc says of a policy goes in, what to show comes out.
'use strict';

// What may be picked for a fact, or null where it is typed.
function choices(fact) {
    if (fact.type === 'yes or no')
        return [
            { name: 'yes', title: '', value: true },
            { name: 'no', title: '', value: false },
        ];
    return fact.values ? fact.values.map(({ name, title }) => ({ name, title, value: name })) : null;
}

// The value that was typed for a number or a day; or an Error that says what may be typed.
function typed(fact, text) {
    if (fact.type === 'date') {
        const day = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text + 'T00:00:00Z');
        return day && !isNaN(day) && day.toISOString().startsWith(text) ? text : new Error('a day, such as 2026-03-31');
    }
    const decimals = fact.decimals || 0;
    const shape = decimals ? `-?\\d+(\\.\\d{1,${decimals}})?` : '-?\\d+';
    const number = new RegExp(`^${shape}$`).test(text) ? Number(text) : NaN;
    if (number >= fact.low && number <= fact.high) return number;
    return new Error(`a number from ${fact.low} to ${fact.high}` + (decimals ? `, with at most ${decimals} decimals` : ''));
}

// A value as it is shown, and typed on a command line.
function shown(value) {
    if (Array.isArray(value)) return value.length ? value.join('|') : '{}';
    return value === true ? 'yes' : value === false ? 'no' : String(value);
}

const words = (known) => Object.entries(known).map(([name, value]) => `${name}=${shown(value)}`);

// The facts in the order in which a person would want them: to be asked, stated, the others.
function grouped(facts, known, asking) {
    const of = (names) => names.map((name) => facts.find((fact) => fact.name === name)).filter(Boolean);
    const first = of(asking.filter((name) => !(name in known)));
    const stated = of(Object.keys(known));
    return [
        ['worth asking next', first],
        ['stated', stated],
        ['other facts', facts.filter((fact) => !first.includes(fact) && !stated.includes(fact))],
    ].filter(([, list]) => list.length);
}

module.exports = { choices, typed, shown, words, grouped };
