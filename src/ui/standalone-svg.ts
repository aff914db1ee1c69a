/** A figure that stands on the page as SVG, as a file that stands alone: what style sheets say is written into its elements. */

/** What a style sheet may say of the marks and words of a figure. */
const INLINED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const

export function standaloneSvg(
  svg: SVGSVGElement,
  { title, link }: { readonly title: string; readonly link: string },
): string {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  const shown = [...svg.querySelectorAll('*')]
  const copied = [...copy.querySelectorAll('*')]
  for (const [i, element] of shown.entries()) {
    const style = getComputedStyle(element)
    for (const property of INLINED) {
      const value = style.getPropertyValue(property)
      if (value !== '' && value !== 'none' && value !== 'normal') copied[i].setAttribute(property, value)
      else if (value === 'none') copied[i].setAttribute(property, 'none')
    }
    copied[i].removeAttribute('class')
    copied[i].removeAttribute('style')
  }
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', `${width}`)
  copy.setAttribute('height', `${height}`)
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`)
  copy.removeAttribute('aria-hidden')
  const element = (name: string, text: string): Element => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name)
    made.textContent = text
    return made
  }
  const back = element('rect', '')
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', ground],
  ] as const)
    back.setAttribute(name, value)
  copy.prepend(element('title', title), element('metadata', link), back)
  return new XMLSerializer().serializeToString(copy)
}
