/** What is done to numbers before a product. A new one is its file and a line here. */
import { rounded } from './rounded.ts'
import { whole } from './whole.ts'

export const activationForms = [whole, rounded] as const
