/**
 * A text as it may stand in ConnectWise: line breaks of every kind become `\n`, tabs blanks, and other control characters
 * and lone surrogates go. Letters of any script, marks of direction and emoji stay as they are.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}|\p{Cs}/gu, '')
    .trim()
}

/** As `cleanText`, on one line. */
export const cleanLine = (text: string): string => cleanText(text).replaceAll(/\s*\n\s*/g, ' ')
