/**
 * The longest prompt or output, recorded or drawn: ten million tokens, ten times the longest context sold. In a trace more means
 * that the column is no length; it is also far inside the 32-bit columns that hold lengths.
 */
export const LONGEST_LENGTH = 10_000_000
