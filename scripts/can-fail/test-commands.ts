/** `scripts` of package.json. */
export type Scripts = Readonly<Record<string, string>>

/**
 * The commands that `npm run <name>` expands to, in order: each `npm run …` is replaced by its script.
 *
 * @throws Error when a script joins its commands by anything but `&&`, which alone passes on every status
 */
export function expandScript(scripts: Scripts, name: string): string[] {
  const script = scripts[name]
  if (script === undefined) throw new Error(`package.json has no script ${name}.`)
  if (/[;|]|(?<!&)&(?!&)/.test(script)) {
    throw new Error(`The script ${name} joins commands in a way that can hide a failure: ${script}`)
  }
  return [`pre${name}`, name, `post${name}`].flatMap((part) =>
    (scripts[part] ?? '')
      .split('&&')
      .map((command) => command.trim())
      .filter((command) => command !== '')
      .flatMap((command) => {
        const [, inner] = /^npm run (?:--silent )?([\w:-]+)$/.exec(command) ?? []
        return inner === undefined ? [command] : expandScript(scripts, inner)
      }),
  )
}
