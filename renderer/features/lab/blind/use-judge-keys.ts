import { useEffect, useRef } from 'react'
import type { BlindRound } from '#contract/lab/blind-test.ts'

export type Choice = NonNullable<BlindRound['choice']>

/** The keys of the three choices, in the order in which they stand. */
export const judgeKeys: readonly { choice: Choice; key: string }[] = [
  { choice: 'left', key: '1' },
  { choice: 'tie', key: '0' },
  { choice: 'right', key: '2' },
]

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Chooses by 1, 2 and 0 while there is something to be chosen. */
export const useJudgeKeys = (onJudge: (choice: Choice) => void): void => {
  const latest = useRef(onJudge)
  useEffect(() => {
    latest.current = onJudge
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return
      const found = judgeKeys.find(({ key }) => key === event.key)
      if (!found) return
      event.preventDefault()
      latest.current(found.choice)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
