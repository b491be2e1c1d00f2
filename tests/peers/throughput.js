// How fast npm packages take a file apart, for `entrepot bench peers`.
//   node throughput.js MODULES PACKAGE FILE RUNS
// Prints the seconds of the best run: the smaller of CPU and wall time, which favours the package.
// Exit 3 when the package is not there.
'use strict'

const fs = require('fs')
const path = require('path')

const [modules, name, file, runs] = process.argv.slice(2)

function load (...parts) {
  try {
    return require(path.join(modules, name, ...parts))
  } catch (error) {
    process.exit(3)
  }
}

const readers = {
  // Tokens and events; nothing is checked or kept.
  edifact: text => {
    const Parser = load('parser.js')
    return () => {
      const parser = new Parser()
      let segments = 0
      parser.encoding('UNOC')
      parser.onopensegment = () => { ++segments }
      parser.onelement = () => {}
      parser.oncomponent = () => {}
      parser.onclosesegment = () => {}
      parser.write(text)
      parser.end()
      return segments
    }
  },
  // Its objects of segments and elements; nothing is checked against a standard.
  'node-x12': text => {
    const { X12Parser } = load()
    return () => new X12Parser(true).parse(text).functionalGroups[0].transactions.length
  }
}

const work = readers[name](fs.readFileSync(file, 'latin1'))
let best = Infinity
for (let i = 0; i < Number(runs); ++i) {
  const cpu = process.cpuUsage()
  const begun = process.hrtime.bigint()
  if (work() === 0) throw new Error('nothing was read')
  const wall = Number(process.hrtime.bigint() - begun) / 1e9
  const used = process.cpuUsage(cpu)
  best = Math.min(best, wall, (used.user + used.system) / 1e6)
}
console.log(best)
