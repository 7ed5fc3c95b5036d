import i18next from 'i18next'
import { isAbort, problemOf } from '../data/problem.ts'
import { showToast } from './toast.tsx'

/** Says in a toast that a call failed. For failures that have no better place; most are shown where they happened. */
export const reportProblem = (error: unknown): void => {
  if (isAbort(error)) return
  const problem = problemOf(error)
  const words = (part: 'what' | 'next') => i18next.t(`${problem.code}.${part}`, { ns: 'errors', ...problem.params })
  showToast({ title: words('what'), description: words('next'), isProblem: true })
}
