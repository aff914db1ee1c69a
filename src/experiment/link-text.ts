/**
 * The characters of a link: which may stand as they are in a fragment, and how the rest is written and read.
 *
 * Kept readable: letters, digits and - _ . , : / ~ ' @ $ ! * =; a space is a +. Everything else is percent-encoded,
 * also what RFC 3986 allows but chat programs and Markdown trip over, such as ( ) ; and ?.
 */

import { wellFormed } from './plain.ts'
import { isSafeKey } from './record.ts'
import type { Report } from './report.ts'

/** One key and its text, both decoded. */
export type Entry = readonly [key: string, text: string]

/** Longer links are refused unread: a browser holds at most 2,000,000 characters, a person shares under 8,000. */
const LONGEST_LINK = 1_000_000
/** The richest preset needs under 100 keys. */
const MOST_ENTRIES = 2000

export function writeEntries(entries: readonly Entry[]): string {
  const text = entries.map(([key, value]) => `${escapeText(key)}=${escapeText(value)}`).join('&')
  // Programs that make links of text leave a last full stop or quote out of it.
  return text.replace(/[.,:'!*~]$/, (last) => hex(last))
}

/** Entries of a fragment or of a whole address, in order. Damaged and repeated ones are reported, never thrown. */
export function readEntries(link: string, report: Report): readonly Entry[] {
  if (link.length > LONGEST_LINK) {
    const message = `The link has ${link.length} characters; the most is ${LONGEST_LINK}.`
    report.note('too-large', '', message, 'The default experiment is used.')
    return []
  }
  const parts = queryOf(link)
    .split('&')
    .filter((part) => part !== '')
  if (parts.length > MOST_ENTRIES) {
    const message = `The link has ${parts.length} keys; the most is ${MOST_ENTRIES}.`
    report.note('too-large', '', message, `The first ${MOST_ENTRIES} are used.`)
  }
  const seen = new Set<string>()
  const entries: Entry[] = []
  for (const part of parts.slice(0, MOST_ENTRIES)) {
    const equals = part.indexOf('=')
    const key = unescapeText(equals < 0 ? part : part.slice(0, equals), report)
    const name = key.slice(0, 80)
    if (key.split('.').some((step) => step === '' || !isSafeKey(step))) {
      report.note('key-unknown', name, `“${name}” is no key of a link.`, 'It was left out.')
    } else if (equals < 0) {
      report.note('text-damaged', name, `“${name}” has no value.`, 'It was left out.')
    } else if (seen.has(key)) {
      report.note('key-twice', name, `“${name}” is given twice.`, 'The first one is used.')
    } else {
      seen.add(key)
      entries.push([key, unescapeText(part.slice(equals + 1), report, name)])
    }
  }
  return entries
}

/** `https://host/#/lab?v=1`, `#/lab?v=1`, `?v=1` and `v=1` all give `v=1`. Mail programs turn & into &amp;. */
function queryOf(link: string): string {
  const fragment = link.slice(link.indexOf('#') + 1)
  const mark = fragment.indexOf('?')
  if (mark < 0 && /^\s*(\/|https?:|$)/.test(fragment)) return ''
  return fragment
    .slice(mark + 1)
    .trim()
    .replaceAll('&amp;', '&')
}

function escapeText(text: string): string {
  return wellFormed(text)
    .replace(/[^A-Za-z0-9\-_.,:/~'@$!*= ]/gu, hex)
    .replaceAll(' ', '+')
}

const hex = (letter: string): string => {
  const encoded = encodeURIComponent(letter)
  return encoded === letter ? `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : encoded
}

function unescapeText(text: string, report: Report, key = text.slice(0, 80)): string {
  const spaced = text.replaceAll('+', ' ')
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    const message = `“${key}” is damaged: a % in it stands before no character code.`
    report.note('text-damaged', key, message, 'It is read letter by letter.')
    return spaced
  }
}
