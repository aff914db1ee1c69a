/** The fragment of the page’s address, as something to read, write and follow. */
export interface AddressBar {
  read(): string
  write(fragment: string): void
  /** Calls back when somebody else changes the fragment (a link on the page, back, a pasted address). */
  onChange(listener: () => void): () => void
}
