// Compares what an npm package and our scanner make of EDI files.
//   node compare.js edifact|x12 MODULES OUR_PROGRAM FILE...
'use strict'

const { execFileSync } = require('child_process')
const fs = require('fs')
const path = require('path')

const [syntax, modules, program, ...files] = process.argv.slice(2)
const hex = text => Buffer.from(text, 'latin1').toString('hex')

// As our program prints: no empty components and elements at the end.
function lineOf (name, elements) {
  return [name, ...elements.map(each => each.map(hex).join(':'))]
    .join(' ').replace(/[ :]+$/, '').replace(/:+(?= )/g, '')
}

function edifactLines (text) {
  const Parser = require(path.join(modules, 'edifact', 'parser.js'))
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
  return lines.map(([name, all]) => lineOf(name, all))
}

function x12Lines (text) {
  const { X12Parser } = require(path.join(modules, 'node-x12'))
  const begin = text.indexOf('ISA')
  if (begin < 0) throw new Error('no interchange')
  if (text[begin + 105] === text[begin + 3]) throw new Error('the ISA is wider than 106 bytes')
  const parser = new X12Parser()
  const lines = []
  let last
  // Before it is put into an envelope. One without elements gets the last of the one before.
  parser._processSegment = segment => {
    lines.push({ tag: segment.tag, elements: segment.elements.filter(each => each !== last) })
    last = segment.elements[segment.elements.length - 1]
  }
  parser.parse(text.slice(begin))
  const wrong = parser.diagnostics.find(each => /correct length/.test(each.message))
  if (wrong !== undefined) throw new Error(wrong.message)
  return lines.map(segment => lineOf(segment.tag, segment.elements.map(each => [each.value])))
}

// ISA13 and IEA02 are numbers there.
function withNumbers (line) {
  const parts = line.split(' ')
  const at = parts[0] === 'ISA' ? 13 : parts[0] === 'IEA' ? 2 : 0
  if (at > 0 && parts[at] !== undefined)
    parts[at] = hex(`${parseInt(Buffer.from(parts[at], 'hex').toString('latin1'), 10)}`)
  return parts.join(' ')
}

function theirs (bytes) {
  const text = bytes.toString('latin1')
  return syntax === 'x12' ? x12Lines(text).map(withNumbers) : edifactLines(text)
}

// Ours keeps empty components at the end of an element that is not the last one.
function ours (file) {
  const out = execFileSync(program, [syntax, file], { maxBuffer: 1 << 30 }).toString()
  const lines = out.split('\n').filter(line => line !== '').map(line => line.replace(/:+(?= )/g, ''))
  return syntax === 'x12' ? lines.map(withNumbers) : lines
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
