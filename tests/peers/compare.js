// Compares what the npm package "edifact" and our scanner make of EDIFACT files.
//   node compare.js MODULES OUR_PROGRAM FILE...
'use strict'

const { execFileSync } = require('child_process')
const fs = require('fs')
const path = require('path')

const [modules, program, ...files] = process.argv.slice(2)
const Parser = require(path.join(modules, 'edifact', 'parser.js'))

// The same lines as our program prints.
function theirs (bytes) {
  const text = bytes.toString('latin1')
  const begin = text.search(/UN[AB]/)
  if (begin < 0) throw new Error('no interchange')
  const parser = new Parser()
  parser.encoding('UCS2')
  const lines = []
  let elements
  let open
  parser.onopensegment = name => { elements = []; open = [name, elements] }
  parser.onelement = () => elements.push([])
  parser.oncomponent = data => elements[elements.length - 1].push(data)
  parser.onclosesegment = () => { if (open[0] !== '') lines.push(open) }
  parser.write(text.slice(begin))
  return lines.map(([name, all]) =>
    [name, ...all.map(each => each.map(part => Buffer.from(part, 'latin1').toString('hex')).join(':'))]
      .join(' ').replace(/[ :]+$/, '').replace(/:+(?= )/g, ''))
}

// Ours keeps empty components at the end of an element that is not the last one.
function ours (file) {
  const out = execFileSync(program, [file], { maxBuffer: 1 << 30 }).toString()
  return out.split('\n').filter(line => line !== '').map(line => line.replace(/:+(?= )/g, ''))
}

let segments = 0
let differences = 0
const unread = []
for (const file of files) {
  let expected
  try {
    expected = theirs(fs.readFileSync(file))
  } catch (error) {
    unread.push(`${path.basename(file)}: ${error.message}`)
    continue
  }
  let found
  try {
    found = ours(file)
  } catch (error) {
    unread.push(`${path.basename(file)}: we find no interchange`)
    continue
  }
  segments += found.length
  for (let i = 0; i < Math.max(found.length, expected.length); ++i) {
    if (found[i] === expected[i]) continue
    ++differences
    console.log(`${file}, segment ${i + 1}\n  ours   ${found[i]}\n  theirs ${expected[i]}`)
    break
  }
}
console.log(`${files.length} files, ${segments} segments compared, ${differences} files differ, ` +
            `${unread.length} only one of us can read`)
for (const line of unread) console.log('  ' + line)
process.exit(differences === 0 ? 0 : 1)
