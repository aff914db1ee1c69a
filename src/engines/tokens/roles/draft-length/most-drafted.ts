/** No batch of drafted tokens is longer: a round must fit the rows that a target pass has room for. */
export const MOST_DRAFTED = 32
