/** The largest number that a field of type `Int` can say: https://spec.graphql.org/October2021/#sec-Int */
const maxCount = 2 ** 31 - 1

/** Whether the number is a whole one from 0 to 2,147,483,647: what the graph can say as a count. */
export const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= maxCount
