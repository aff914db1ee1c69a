/** A language that says everything in brackets: whatever stands on the page without them is not in the catalogue. */
export const pseudo: Readonly<Record<string, string>> = new Proxy<Record<string, string>>(
  {},
  {
    get: (_, sentence) => `⟦${String(sentence)}⟧`,
    getOwnPropertyDescriptor: (_, sentence) => ({
      configurable: true,
      enumerable: true,
      value: `⟦${String(sentence)}⟧`,
    }),
  },
)
