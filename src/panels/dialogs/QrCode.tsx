/** A link as a QR code, for a room full of phones. */
import { encode } from 'uqr'
import { say } from '../../ui/words.ts'

/** Beyond this a camera at the back of a room does not read it. */
const READABLE = 1200

export function QrCode({ text }: { readonly text: string }) {
  if (text.length > READABLE)
    return <p className="note">{say('This link is too long for a code that a camera can read: send it as text.')}</p>
  const { data, size } = encode(text, { ecc: 'L', border: 4 })
  // One path of unit squares: crisp at any size.
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={say('QR code of the link')}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
