/*
 * Run by npm itself after every install that changed something (`dependencies` in package.json).
 *
 * Makes the pinned Node the one that `npm run …` finds first. npm links it itself, but up to version 10 it removes the
 * link again together with the package for the other processor, which has a program of the same name.
 */
import { existsSync, symlinkSync } from 'node:fs'

const link = new URL('../node_modules/.bin/node', import.meta.url)
const target = `../node-${process.platform}-${process.arch}/bin/node`
if (!existsSync(link) && existsSync(new URL(target, link))) symlinkSync(target, link)
