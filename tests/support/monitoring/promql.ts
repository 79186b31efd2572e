import { parser } from '@prometheus-io/lezer-promql'

/** What an expression reads. */
export interface Query {
  /** Names of series. */
  readonly names: readonly string[]
  /** Names of labels that it chooses or groups by. */
  readonly labels: readonly string[]
}

/** Reads an expression with Prometheus' own grammar. @throws Error where it is none */
export function readQuery(expression: string): Query {
  const names: string[] = []
  const labels: string[] = []
  parser.parse(expression).iterate({
    enter({ type, from, to, node }) {
      const text = expression.slice(from, to)
      if (type.isError) throw new Error(`No PromQL at “${expression.slice(Math.max(0, from - 20), to + 20)}”`)
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') names.push(text)
      if (type.name === 'LabelName') labels.push(text)
    },
  })
  return { names, labels }
}
