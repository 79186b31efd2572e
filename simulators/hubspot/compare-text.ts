/** Orders text by its code units. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
