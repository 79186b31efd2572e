/** Why previous data is shown: the answer is loading, or there was none. Null when the data is current. */
export type Outdated = 'updating' | 'failed' | null

export const outdatedOf = (isPrevious: boolean, isLoading: boolean): Outdated =>
  isPrevious ? (isLoading ? 'updating' : 'failed') : null
