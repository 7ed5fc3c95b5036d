import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { GuideEntry } from '#contract/meter.ts'
import { useClient, useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { settingPath } from '../../../data/setting-path.ts'
import { formatTimeWithSeconds } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { GuideEntryView } from './guide-entry.tsx'
import { setGuideOpen, useGuideOpen } from './guide-state.ts'

/** What can be changed comes first, then what works already, then what cannot be had. */
const order: Record<GuideEntry['state'], number> = { locked: 0, missing: 1, working: 2, impossible: 3 }

export const sortedGuide = (entries: readonly GuideEntry[]): GuideEntry[] =>
  entries.toSorted((one, other) => order[one.state] - order[other.state])

const Guide = () => {
  const { t } = useTranslation('meter')
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const guide = useQuery(procedures.meter.guide.queryOptions())
  const check = useMutation({
    mutationFn: () => client.meter.check(),
    onSuccess: (entries) => queries.setQueryData(procedures.meter.guide.queryKey(), entries),
  })
  const error = check.error ?? guide.error
  const entries = sortedGuide(guide.data ?? [])
  return (
    <>
      {error && <ProblemNotice problem={problemOf(error)} className="mb-4" />}
      {guide.data && entries.length === 0 && <p className="type-empty text-ink2">{t('guide.empty')}</p>}
      <ul>
        {entries.map((entry, index) => (
          // Two cards of one kind are two entries of the same id.
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other identity.
          <GuideEntryView key={`${entry.id} ${index}`} entry={entry} />
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button variant="primary" disabled={check.isPending} onClick={() => check.mutate()}>
          {t(check.isPending ? 'guide.checking' : 'guide.check')}
        </Button>
        <Button
          onClick={() => {
            setGuideOpen(false)
            navigate(settingPath('meter.plugs'))
          }}
        >
          {t('guide.addPlug')}
        </Button>
        <span aria-live="polite" className="type-secondary text-ink2">
          {check.isSuccess && t('guide.checked', { time: formatTimeWithSeconds(check.submittedAt) })}
        </span>
      </div>
    </>
  )
}

/** The guide to this very machine's meters. */
export const GuideDialog = () => {
  const { t } = useTranslation('meter')
  const isOpen = useGuideOpen()
  // Who leaves the page by the browser's way back leaves the guide too.
  useEffect(() => () => setGuideOpen(false), [])
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setGuideOpen}
      title={t('guide.title')}
      description={t('guide.description')}
      className="w-[640px]"
    >
      <Guide />
    </Dialog>
  )
}
