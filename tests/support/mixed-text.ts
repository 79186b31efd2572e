import { parseSync } from 'vite'

/** As much of a node of the syntax tree as is used here. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** Names of properties and values that are elements, never text. */
const elements = new Set(['children', 'content', 'search', 'head', 'icon', 'outcome'])

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Whether an expression among the children of an element may become a text node of its own. */
function mayBeText(node: Node): boolean {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
    case 'JSXEmptyExpression':
      return false
    case 'ParenthesizedExpression':
      return mayBeText(node['expression'] as Node)
    case 'LogicalExpression':
      return mayBeText(node['right'] as Node) || (node['operator'] !== '&&' && mayBeText(node['left'] as Node))
    case 'ConditionalExpression':
      return mayBeText(node['consequent'] as Node) || mayBeText(node['alternate'] as Node)
    case 'Literal':
      return typeof node['value'] === 'string' || typeof node['value'] === 'number'
    case 'Identifier':
      return node['name'] !== 'undefined' && !elements.has(String(node['name']))
    case 'MemberExpression': {
      const property = node['property'] as Node
      return !elements.has(String(property['name']))
    }
    case 'CallExpression': {
      // Lists are lists of elements: a list of texts would have no keys.
      const callee = node['callee'] as Node
      const property = callee['property'] as Node | undefined
      return !/^(map|flatMap)$/.test(String(property?.['name'] ?? ''))
    }
    case 'ChainExpression':
      return mayBeText(node['expression'] as Node)
    default:
      return true
  }
}

/**
 * Where the text of an element has siblings that come, go or change: browsers that translate a page wrap its text nodes,
 * after which React no longer reaches them. Then an old figure stays under a new label, or the page crashes. Alone in its
 * element a text is replaced whole, so that is the rule; text beside nothing but constant elements never changes.
 *
 * @returns `<line>: <source>` of each such element
 */
export function findMixedText(fileName: string, source: string): string[] {
  const { program, errors } = parseSync(fileName, source)
  if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`)
  const found: string[] = []

  const check = (node: Node): void => {
    const children = (node['children'] as Node[]).filter(
      ({ type, value }) => !(type === 'JSXText' && /^\s*$/.test(String(value))),
    )
    const expressions = children.flatMap(({ type, expression }) =>
      type === 'JSXExpressionContainer' && (expression as Node).type !== 'JSXEmptyExpression'
        ? [expression as Node]
        : [],
    )
    // `{' '}` is a space in the source, not something that changes.
    const changing = expressions.filter(({ type, value }) => !(type === 'Literal' && String(value).trim() === ''))
    const hasText = children.some(({ type }) => type === 'JSXText') || changing.some(mayBeText)
    if (children.length < 2 || changing.length === 0 || !hasText) return
    const line = source.slice(0, node.start).split('\n').length
    found.push(`${line}: ${source.slice(node.start, node.end).replaceAll(/\s+/g, ' ').slice(0, 110)}`)
  }

  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    else if (isNode(value)) {
      if (value.type === 'JSXElement' || value.type === 'JSXFragment') check(value)
      for (const [key, child] of Object.entries(value)) if (key !== 'parent') walk(child)
    }
  }
  walk(program)
  return found
}
