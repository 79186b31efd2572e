/** Maximum value of the type `Int`: https://spec.graphql.org/October2021/#sec-Int */
const maxCount = 2 ** 31 - 1

/** Whether the number is an integer from 0 to 2,147,483,647, i.e. a count the graph can represent. */
export const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= maxCount
