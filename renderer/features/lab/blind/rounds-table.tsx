import { useTranslation } from 'react-i18next'
import type { BlindRound } from '#contract/lab/blind-test.ts'

type RoundsTableProps = {
  rounds: readonly BlindRound[]
  /** What the two are called, the first of the result first. */
  names: readonly [string, string]
  firstOnLeft: readonly boolean[]
}

/** Every round: what was asked, who was where, and what was chosen. */
export const RoundsTable = ({ rounds, names: [first, second], firstOnLeft }: RoundsTableProps) => {
  const { t } = useTranslation('blindTest')
  const chosenOf = ({ state, choice }: BlindRound, left: string, right: string): string => {
    if (state !== 'judged') return t(state === 'failed' ? 'rounds.failed' : 'rounds.notJudged')
    if (choice === 'tie' || choice === null) return t('choice.tie')
    return choice === 'left' ? left : right
  }
  return (
    <section aria-label={t('rounds.title')} className="overflow-x-auto">
      <h2 className="mb-1 type-section">{t('rounds.title')}</h2>
      <table className="ruled-table">
        <thead>
          <tr>
            <th scope="col">{t('rounds.number')}</th>
            <th scope="col">{t('rounds.prompt')}</th>
            <th scope="col">{t('side.left')}</th>
            <th scope="col">{t('side.right')}</th>
            <th scope="col">{t('rounds.chosen')}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round, place) => {
            const [left, right] = firstOnLeft[place] ? [first, second] : [second, first]
            return (
              <tr key={round.number}>
                <td className="type-figure">{round.number}</td>
                <td className="min-w-64">
                  <span className="line-clamp-2" dir="auto" title={round.prompt}>
                    {round.prompt}
                  </span>
                </td>
                <td className="whitespace-nowrap">{left}</td>
                <td className="whitespace-nowrap">{right}</td>
                <td className="font-medium whitespace-nowrap">{chosenOf(round, left, right)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
