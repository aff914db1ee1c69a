/** Hands text to the reader as a file. The object URL is freed once the browser has taken it. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Revoking in the same task cancels the download in some browsers; a minute is ample and costs nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A file name from a title: `A burst fills the cache` → `a-burst-fills-the-cache`. */
export const fileStem = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'experiment'
