/** What emitted JavaScript or a declaration file imports, or exports again, as it is written there. */
export function importsOf(text: string): string[] {
  const statements = text.matchAll(
    /(?:^(?:import|export)\b[^'"();]*?\bfrom\s*|^import\s+|\bimport\(\s*)['"](?<specifier>[^'"]+)['"]/gm,
  )
  return [...statements].map(({ groups }) => groups?.['specifier'] ?? '')
}
