import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { BlindTest } from '#contract/lab/blind-test.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatDate } from '../../../i18n/format.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { blindTestPath } from '../lab-place.ts'
import { resultWords } from './blind-words.ts'
import { modelNames } from './model-names.ts'

const judged = ({ rounds }: BlindTest): number => rounds.filter(({ state }) => state === 'judged').length

const TestRow = ({ test }: { test: BlindTest }) => {
  const { t } = useTranslation('blindTest')
  const [one, other] = test.models
  if (!one || !other) return null
  const [first, second] = modelNames(one, other)
  return (
    <tr>
      <td className="whitespace-nowrap">{formatDate(test.startedAtMs)}</td>
      <th scope="row" className="type-interface! text-ink!">
        <Link
          href={blindTestPath(test.id)}
          className="underline decoration-edge underline-offset-[3px]"
          title={`${one.name}, ${other.name}`}
        >
          {t('versus', { first, second })}
        </Link>
      </th>
      <td className="min-w-72 text-ink2">
        {test.result ? resultWords(test.result, t) : t('earlier.running', { count: judged(test) })}
      </td>
    </tr>
  )
}

/** The tests that were made before, and those that are not ended. */
export const EarlierTests = () => {
  const { t } = useTranslation('blindTest')
  const procedures = useProcedures()
  const { data, error } = useQuery(procedures.blindTest.list.queryOptions({ staleTime: 0 }))
  if (error) return <ProblemNotice problem={problemOf(error)} />
  if (!data || data.length === 0) return null
  return (
    <section aria-label={t('earlier.title')} className="overflow-x-auto">
      <h2 className="mb-1 type-section">{t('earlier.title')}</h2>
      <table className="ruled-table">
        <thead>
          <tr>
            <th scope="col">{t('earlier.date')}</th>
            <th scope="col">{t('earlier.models')}</th>
            <th scope="col">{t('earlier.result')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((test) => (
            <TestRow key={test.id} test={test} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
