// engines.cjs FOLDER MODULES ENGINE check|first|ROUNDS
//
// Rule engines of npm, with the policy's rules as the generator has translated them. Each decides the approach alone. Cedar says of one
// approach whether it is permitted, so it is asked from the most committed down. The answers to all requests are compared with the
// reference interpreter's, then timed; `first` makes the first decision and ends. Samples go to standard output as in measure.h.
'use strict'
const { readFileSync } = require('fs')
const { createRequire } = require('module')
const path = require('path')

const [folder, modules, name, what] = process.argv.slice(2)
const read = name => readFileSync(path.join(folder, name), 'utf8')
const load = createRequire(path.resolve(modules, 'package.json'))
const lines = name => read(name).split('\n').filter(line => line !== '')

function cedar() {
    const { preparsePolicySet, statefulIsAuthorized } = load('@cedar-policy/cedar-wasm/nodejs')
    const answer = preparsePolicySet('policy', { staticPolicies: read('policies.cedar') })
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors))
    const somebody = { type: 'User', id: 'somebody' }
    const ladder = lines('approaches_down.txt').map(id => ({ type: 'Action', id }))
    return request => {
        for (const action of ladder) {
            const answer = statefulIsAuthorized({
                principal: somebody, action, resource: somebody, context: request, preparsedPolicySetId: 'policy', entities: []
            })
            if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer))
            if (answer.response.decision === 'allow') return action.id
        }
        return 'none'
    }
}

function zen() {
    const { ZenEngine } = load('@gorules/zen-engine')
    const decision = new ZenEngine().createDecision(JSON.parse(read('zen.json')))
    return async request => (await decision.evaluate(request)).result.approach
}

function jsonRules() {
    const { Engine } = load('json-rules-engine')
    const engine = new Engine(JSON.parse(read('rules.json')))
    engine.addOperator('isEmpty', list => list.length === 0)
    engine.on('success', () => engine.stop())
    return async request => {
        const { events } = await engine.run(request)
        return events.length > 0 ? events[0].type : 'none'
    }
}

const engines = { cedar, zen, json_rules: jsonRules }
const requests = (what === 'first' ? [read('one.jsonl')] : lines('complete.jsonl')).map(line => JSON.parse(line))

async function check(decide) {
    const expected = lines('approaches.txt')
    for (let i = 0; i < requests.length; i++) {
        const approach = await decide(requests[i])
        if (approach !== expected[i]) {
            console.error(`bench: ${name}: request ${i + 1}: ${approach}, and the reference interpreter says ${expected[i]}; nothing was timed`)
            process.exit(1)
        }
    }
}

// Processor time of all threads, in ns a decision.
async function time(decide, from, n) {
    const start = process.cpuUsage()
    for (let i = 0; i < n; i++) await decide(requests[(from + i) % requests.length])
    const used = process.cpuUsage(start)
    console.log(`${name}\t${(used.user + used.system) * 1000 / n}`)
}

async function main() {
    const decide = engines[name]()
    if (what === 'first') {
        console.log(await decide(requests[0]))
        return
    }
    await check(decide)
    const rounds = what === 'check' ? 0 : Number(what)
    for (let round = 0; round < rounds; round++) await time(decide, round * 1000, 1000)
}

main().catch(error => {
    console.error(`bench: ${name}: ${error.message}`)
    process.exit(1)
})
