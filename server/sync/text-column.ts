/** Texts kept as bytes. */
export interface TextColumn {
  /** Decodes a text; null where there is none. */
  at(index: number): string | null
}

/** Packs texts, whose characters are all kept, also those that UTF-8 has no bytes for. */
export function packText(texts: readonly (string | null | undefined)[]): TextColumn {
  const encoding = texts.every((text) => text?.isWellFormed() ?? true) ? 'utf8' : 'utf16le'
  // Where each text begins, and where the last one ends.
  const starts = new Int32Array(texts.length + 1)
  texts.forEach((text, index) => {
    starts[index + 1] = (starts[index] as number) + Buffer.byteLength(text ?? '', encoding)
  })
  // Memory of its own: a short buffer would be a part of a longer one that Node shares out, and keep all of that.
  const bytes = Buffer.from(new ArrayBuffer(starts.at(-1) ?? 0))
  texts.forEach((text, index) => bytes.write(text ?? '', starts[index] as number, encoding))
  const isText = Uint8Array.from(texts, (text) => (typeof text === 'string' ? 1 : 0))
  return {
    at: (index) => (isText[index] === 1 ? bytes.toString(encoding, starts[index], starts[index + 1]) : null),
  }
}
