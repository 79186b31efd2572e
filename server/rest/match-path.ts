import type { Endpoint, Method } from './endpoint.ts'

export interface Match {
  /** The endpoints at the address, by method. */
  readonly methods: ReadonlyMap<string, Endpoint>
  /** Parameters within the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>
}

interface Address {
  readonly segments: readonly string[]
  readonly methods: Map<Method, Endpoint>
}

/** Finds the endpoints of a path; null if there are none. */
export function createPathMatcher(endpoints: readonly Endpoint[]): (path: string) => Match | null {
  const addresses = new Map<string, Address>()
  for (const each of endpoints) {
    const address = addresses.get(each.path) ?? { segments: each.path.split('/'), methods: new Map() }
    address.methods.set(each.method, each)
    addresses.set(each.path, address)
  }
  // A name goes before a parameter: `tickets/search` is not the ticket “search”.
  const ordered = [...addresses.values()].sort((a, b) => parametersOf(a) - parametersOf(b))

  return (path) => {
    const given = path.split('/')
    for (const { segments, methods } of ordered) {
      const parameters = match(segments, given)
      if (parameters) return { methods, parameters }
    }
    return null
  }
}

const parametersOf = ({ segments }: Address) => segments.filter((each) => each.startsWith(':')).length

function match(segments: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (segments.length !== given.length) return null
  const parameters: [string, string][] = []
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? ''
    if (!segment.startsWith(':')) {
      if (segment !== value) return null
      continue
    }
    const decoded = decode(value)
    if (decoded === null || decoded === '') return null
    parameters.push([segment.slice(1), decoded])
  }
  return Object.fromEntries(parameters)
}

/** Null for percent-encoding that is not UTF-8: nothing has such a name. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
