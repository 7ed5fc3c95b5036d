import { useTranslation } from 'react-i18next'
import type { BlindTest, BlindResult as Result } from '#contract/lab/blind-test.ts'
import { formatNumber, formatPercent } from '../../../i18n/format.ts'
import { resultWords } from './blind-words.ts'
import { modelNames } from './model-names.ts'
import { RoundsTable } from './rounds-table.tsx'

const Counts = ({ result, names: [first, second] }: { result: Result; names: [string, string] }) => {
  const { t } = useTranslation('blindTest')
  const { firstWins, secondWins, ties, firstShare } = result
  const rows: [string, string][] = [
    [t('result.chosen', { name: first }), formatNumber(firstWins)],
    [t('result.chosen', { name: second }), formatNumber(secondWins)],
    [t('result.ties'), formatNumber(ties)],
  ]
  if (firstShare) {
    const { value, low, high } = firstShare
    const params = { value: formatPercent(value), low: formatPercent(low), high: formatPercent(high) }
    rows.push([t('result.share', { name: first }), t('result.shareFigure', params)])
  }
  return (
    <dl className="mb-6 grid max-w-xl grid-cols-[minmax(0,1fr)_max-content] border-y-[1.5px] border-ink2 [&>div+div]:border-t [&>div+div]:border-rule">
      {rows.map(([word, figure]) => (
        <div key={word} className="col-span-2 grid grid-cols-subgrid items-baseline gap-x-6 py-1">
          <dt>{word}</dt>
          <dd className="text-right type-figure">{figure}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What an ended test says, and which was which. */
export const BlindResult = ({ test, result }: { test: BlindTest; result: Result }) => {
  const { t } = useTranslation('blindTest')
  const names = modelNames(result.first, result.second)
  return (
    <>
      <p role="status" className="mb-4 max-w-prose type-page-title text-balance">
        {resultWords(result, t)}
      </p>
      <Counts result={result} names={names} />
      <RoundsTable rounds={test.rounds} names={names} firstOnLeft={result.firstOnLeft} />
    </>
  )
}
