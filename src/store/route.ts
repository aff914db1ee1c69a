/**
 * Which page the address names. The fragment's path says it, what follows a `?` is the experiment:
 * `#/lab?v=1&…`, `#/embed/kv+requests?v=1&…`, `#/accuracy`, `#/papers`, with what is listed as `#/papers?state=contradicted`, `#/papers/<paper>`, `#/lessons`, `#/lessons/<lesson>/<step>`, with `/present` for the projector.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AddressBar } from './address-bar.ts'

export type Route =
  | { readonly page: 'lab' }
  | { readonly page: 'embed'; readonly options: string }
  | { readonly page: 'accuracy' }
  | { readonly page: 'papers'; readonly asked: string }
  | { readonly page: 'paper'; readonly paper: string }
  | { readonly page: 'lessons' }
  | { readonly page: 'lesson'; readonly lesson: string; readonly step: number; readonly isPresenting: boolean }

/** Whatever is not known is the Lab, which says itself what is wrong with an address. */
export function routeOf(fragment: string): Route {
  const [path = '', asked = ''] = fragment.replace(/^#\/?/, '').split('?')
  const [page, name = '', step = '', mode = ''] = path.split('/')
  if (page === 'embed') return { page: 'embed', options: name }
  if (page === 'accuracy') return { page: 'accuracy' }
  if (page === 'papers') return name === '' ? { page: 'papers', asked } : { page: 'paper', paper: name }
  if (page !== 'lessons') return { page: 'lab' }
  if (name === '') return { page: 'lessons' }
  const number = /^\d{1,3}$/.test(step) ? Math.max(1, Number(step)) : 1
  return { page: 'lesson', lesson: name, step: number, isPresenting: mode === 'present' || step === 'present' }
}

export function addressOf(route: Route): string {
  switch (route.page) {
    case 'lab':
      return '#/lab'
    case 'embed':
      return `#/embed/${route.options}`
    case 'accuracy':
      return '#/accuracy'
    case 'papers':
      return route.asked === '' ? '#/papers' : `#/papers?${route.asked}`
    case 'paper':
      return `#/papers/${route.paper}`
    case 'lessons':
      return '#/lessons'
    case 'lesson':
      return `#/lessons/${route.lesson}/${route.step}${route.isPresenting ? '/present' : ''}`
  }
}

/** Whether the page is about the experiment in hand; the others are lists and texts. */
export const showsExperiment = ({ page }: Route): boolean => page === 'lab' || page === 'embed' || page === 'lesson'

export function createRouteStore(bar: AddressBar): StoreApi<{ readonly route: Route }> {
  const store = createStore(() => ({ route: routeOf(bar.read()) }))
  bar.onChange(() => store.setState({ route: routeOf(bar.read()) }))
  return store
}
