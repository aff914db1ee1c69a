/** While on, a decoded token costs the same over any context: `papers.test.ts` puts it in the place of the formula. */
export const contextFree = { isOn: false }
