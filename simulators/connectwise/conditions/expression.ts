/** How a condition compares; `not` before a word is part of the operator. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'not contains' | 'like' | 'not like'

/** A value as it stands in a condition. */
export type Literal =
  | { kind: 'string'; value: string }
  | { kind: 'numeric'; value: number }
  | { kind: 'boolean'; value: boolean }
  /** `epochMs` of what stands in the brackets. */
  | { kind: 'datetime'; epochMs: number }
  | { kind: 'null' }

/** What a condition string means. An `and` of nothing is true of every record. */
export type Expression =
  | { kind: 'and' | 'or'; items: Expression[] }
  /** `path` is as written, with `/`. */
  | { kind: 'compare'; path: string; operator: Operator; value: Literal }
  | { kind: 'in'; path: string; isNegated: boolean; values: Literal[] }
