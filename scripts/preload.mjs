// Loaded before everything else (node --import).

import module from 'node:module'

// An older Node could not even parse the TypeScript loaded after this.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    `This project needs Node 24 or newer; this is ${process.versions.node}.\n` +
      'On Linux (x64, arm64) start it with npm run …, which finds the Node that `npm ci` installed, unless that was run with\n' +
      '--omit=optional or --ignore-scripts. Elsewhere install Node 24 or newer yourself.\n',
  )
  process.exit(1)
}

// What was compiled, and stripped of its types, is kept in the folder for temporary files: a start takes a quarter less time.
module.enableCompileCache()

// graphql-js checks every type it meets in a slower way, meant for finding doubled installations, unless told otherwise.
process.env.NODE_ENV ??= 'production'

// npm passes SIGTERM to the shell it started, but not to the program in it: without this, ending `npm run …` would
// leave the program running. A program that npm did not start is not affected.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
