import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import { Said, type SaidProps } from '../../src/ui/Said.tsx'
import { speak } from '../../src/ui/words.ts'

const html = (props: SaidProps) => renderToStaticMarkup(<Said {...props} />)

describe('a sentence with more in it than text', () => {
  afterEach(() => speak({}))

  const words = 'See <1>the <2>paper</2></1> of {a:kv.peak}, <3/>.'
  const parts = [<em key="1" />, <b key="2" />, <code key="3">γ</code>]

  it('has its parts where their numbers stand, one in the other, and its holes filled', () => {
    expect(html({ words, children: parts, fill: (name) => <i>{name.length}</i> })).toBe(
      'See <em>the <b>paper</b></em> of <i>9</i>, <code>γ</code>.',
    )
    expect(html({ words: 'Nothing but text: 2 < 3.' })).toBe('Nothing but text: 2 &lt; 3.')
    expect(html({ words: 'B: {b:ttft.p99}' })).toBe('B: {b:ttft.p99}')
  })

  it('is said in the language of the page, which may put the parts in another order', () => {
    speak({ [words]: '<3/>: {a:kv.peak}, nach <1>der <2>Arbeit</2></1>.' })
    expect(html({ words, children: parts, fill: () => '7' })).toBe(
      '<code>γ</code>: 7, nach <em>der <b>Arbeit</b></em>.',
    )
  })

  it('stays readable where a language lost a part or closes none', () => {
    speak({ [words]: 'Nach</1> <9>der</9> Arbeit <3' })
    expect(html({ words, children: parts })).toBe('Nach der Arbeit &lt;3')
  })
})
