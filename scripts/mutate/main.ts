/*
 * npm run mutate [-- calendar figures]
 *
 * Mutation testing: makes one small change after the other in these folders of server/, by default in each of
 * `mutatedFolders`, and runs the folder's unit tests (tests/unit/<folder>) against it. Ends with a status other than 0
 * where the tests notice too few (`thresholds` in stryker.config.mjs). Takes minutes, so it is no part of npm test.
 *
 * Prints the changes that no test notices; coverage/mutation/<folder>.html shows them in the code.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const mutatedFolders = ['calendar', 'figures', 'auth', 'changes']
const root = fileURLToPath(new URL('../..', import.meta.url))

const named = process.argv.slice(2)
const unknown = named.filter((folder) => !mutatedFolders.includes(folder))
if (unknown.length > 0) {
  console.error(`No folder to mutate: ${unknown.join(', ')}. There are ${mutatedFolders.join(', ')}.`)
  process.exit(1)
}

const failed = (named.length > 0 ? named : mutatedFolders).filter((folder) => {
  console.log(`\nserver/${folder}`)
  const program = `${root}node_modules/@stryker-mutator/core/bin/stryker.js`
  const { status } = spawnSync(process.execPath, [program, 'run', 'scripts/mutate/stryker.config.mjs'], {
    cwd: root,
    env: { ...process.env, MUTATED_FOLDER: folder },
    stdio: 'inherit',
  })
  return status !== 0
})
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}.`)
  process.exitCode = 1
}
