/** A file that was chosen or dropped, as text, with what was read otherwise than it stands there. */
import { textOfBytes } from '../experiment/text-of-bytes.ts'
import type { Problem } from '../kernel/problem.ts'

export async function textOfFile(
  file: Blob,
  name: string,
): Promise<{ readonly text: string; readonly problems: readonly Problem[] }> {
  return textOfBytes(name, new Uint8Array(await file.arrayBuffer()))
}
