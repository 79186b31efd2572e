import { Kind, parse, visit, type DirectiveNode } from 'graphql'

/**
 * What is deprecated without saying what to use instead, or without the day after which it may go, such as `2027-02-28`.
 *
 * @returns a sentence for each, with its line; empty when there are none
 */
export function checkDeprecations(sdl: string): string[] {
  const problems: string[] = []
  visit(parse(sdl), {
    Directive(node) {
      if (node.name.value !== 'deprecated' || /\w.*\b\d{4}-\d{2}-\d{2}\b/s.test(reasonOf(node))) return
      const line = sdl.split('\n')[(node.loc?.startToken.line ?? 1) - 1]?.trim()
      problems.push(`A deprecation says what to use instead, and the day after which it goes (2027-02-28): ${line}`)
    },
  })
  return problems
}

function reasonOf({ arguments: given }: DirectiveNode): string {
  const value = given?.find(({ name }) => name.value === 'reason')?.value
  return value?.kind === Kind.STRING ? value.value : ''
}
