/**
 * The content security policy of the built page, as a <meta> so that any file server serves it: nothing from anywhere else,
 * no inline script, and of inline style only the block that paints the ground before the style sheet is there.
 *
 * What each allowance is for: `data:` and `blob:` pictures are exports of charts; `wasm-unsafe-eval` is WebAssembly, no eval of
 * text; frames are the live preview of the embed code. A policy in a <meta> cannot forbid being framed, which embeds need.
 */
import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

export function policyOf(html: string): string {
  const inline = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css]) => `'${hashOf(css)}'`)
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src ${["'self'", ...inline].join(' ')}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** Puts the policy first into the built page's head; while developing, the server's own scripts are inline. */
export const contentPolicy = (): Plugin => ({
  name: 'content-policy',
  apply: 'build',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => ({
      html,
      tags: [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: policyOf(html) },
          injectTo: 'head-prepend' as const,
        },
      ],
    }),
  },
})
