/** An instruction of a Dockerfile, such as `COPY server server/`. */
export interface Instruction {
  readonly name: string
  readonly text: string
}

export interface Stage {
  readonly name: string
  /** The stage or image that it begins with. */
  readonly from: string
  readonly instructions: readonly Instruction[]
}

/** Reads a Dockerfile into its stages: comments, continued lines, no heredocs. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: { name: string; from: string; instructions: Instruction[] }[] = []
  for (const line of lines) {
    const [name = '', ...words] = line.trim().split(/\s+/)
    if (name === 'FROM') {
      const [from = '', , alias = ''] = words
      stages.push({ name: alias, from, instructions: [] })
    } else {
      stages.at(-1)?.instructions.push({ name, text: line.trim().slice(name.length).trim() })
    }
  }
  return stages
}

/** What a `COPY` takes, and from where: the stage, or the context. */
export interface Copy {
  readonly from: string | null
  readonly sources: readonly string[]
  readonly target: string
}

export function readCopy(text: string): Copy {
  const words = text.split(/\s+/)
  const from = words[0]?.startsWith('--from=') ? (words.shift()?.slice('--from='.length) ?? null) : null
  return { from, sources: words.slice(0, -1), target: words.at(-1) ?? '' }
}

/**
 * What a `.dockerignore` leaves out: the last pattern counts that matches a path or a folder above it. Patterns begin at
 * the root of the context, `**` stands for any folders (https://docs.docker.com/build/concepts/context/#syntax).
 */
export function readIgnore(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({
      isKept: line.startsWith('!'),
      pattern: new RegExp(
        `^${line
          .replace(/^!/, '')
          .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
          .replaceAll(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'))}(?:/|$)`,
      ),
    }))
  return (path) => {
    const last = rules.findLast(({ pattern }) => pattern.test(path))
    return last !== undefined && !last.isKept
  }
}
