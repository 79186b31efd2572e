/*
 * npm run check:schema
 *
 * Fails on breaking changes of the graph since the last released version that are not listed with a reason in
 * docs/releases/breaking-changes.json, and on deprecations without a day; prints changes that break some callers only.
 * docs/schema-changes.md explains it.
 *
 * --write: takes the schema as it is for the released one, for a new version.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildSchema, printSchema } from 'graphql'
import { readTypeDefs } from '../server/graphql/schema.ts'
import { checkDeprecations } from './schema/check-deprecations.ts'
import { compareSchemas, type AcceptedChange } from './schema/compare-schemas.ts'

const root = new URL('../', import.meta.url)
const snapshot = new URL('docs/releases/schema.graphql', root)
const list = new URL('docs/releases/breaking-changes.json', root)
const current = readTypeDefs().join('\n')
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })

if (values.write) {
  writeFileSync(snapshot, `${printSchema(buildSchema(current))}\n`)
  writeFileSync(list, '[]\n')
  console.log('docs/releases/schema.graphql is the schema as it is now; no breaking change is listed any more.')
} else {
  const { problems, dangerous } = await compareSchemas({
    released: readFileSync(snapshot, 'utf8'),
    current,
    accepted: JSON.parse(readFileSync(list, 'utf8')) as AcceptedChange[],
    changelog: readFileSync(new URL('CHANGELOG.md', root), 'utf8'),
  })
  if (dangerous.length > 0) {
    console.log('Since the last version, these break callers that do not expect them:')
    for (const change of dangerous) console.log(`  ${change}`)
  }
  for (const problem of checkDeprecations(current)) {
    console.error(`✗ ${problem}`)
    process.exitCode = 1
  }
  if (problems.length > 0) {
    console.error('The schema breaks callers of the last released version (docs/releases/schema.graphql):')
    for (const problem of problems) console.error(`✗ ${problem}`)
    console.error(
      'Deprecate instead, as docs/schema-changes.md says. If it has to be, list it in docs/releases/breaking-changes.json ' +
        'with a reason, and tell callers in CHANGELOG.md.',
    )
    process.exitCode = 1
  }
}
