// Loaded before everything else (node --import): an older Node could not even read the TypeScript behind it.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    `This project needs Node 24 or newer; this is ${process.versions.node}.\n` +
      'Start it with npm run …, which finds the Node that `npm ci` installed (if that was run with --ignore-scripts, run it without).\n',
  )
  process.exit(1)
}
