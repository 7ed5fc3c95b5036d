import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { VList, type VListHandle } from 'virtua'
import { useProcedures } from '../../data/client-context.tsx'
import { problemOf } from '../../data/problem.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

const shownLines = 2000

/** The end of llama.cpp's log. Only the lines in sight are in the page. */
export const EngineLog = () => {
  const { t } = useTranslation('settings')
  const procedures = useProcedures()
  const list = useRef<VListHandle>(null)
  const log = useQuery(procedures.app.engineLog.queryOptions({ input: { lines: shownLines } }))
  const lines = log.data
  useEffect(() => {
    if (lines?.length) list.current?.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [lines])
  return (
    <div className="border-b border-rule py-3">
      <div className="flex items-start gap-8">
        <div className="flex-1">
          <p className="font-[550]">{t('data.engineLog')}</p>
          <p className="text-ink2">{t('data.engineLogEffect')}</p>
        </div>
        <Button size="compact" onClick={() => void log.refetch()}>
          <RefreshCw size={14} strokeWidth={1.5} aria-hidden />
          {t('data.refresh')}
        </Button>
      </div>
      {log.error && <ProblemNotice problem={problemOf(log.error)} className="mt-3" />}
      {lines?.length === 0 && <p className="mt-2 type-empty text-ink2">{t('data.empty')}</p>}
      {lines && lines.length > 0 && (
        <VList
          ref={list}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={t('data.engineLog')}
          className="mt-2 h-72! rounded-control border border-rule bg-sunk px-3 py-2"
        >
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and the list is only ever read as a whole.
            <div key={index} className="type-statistic whitespace-pre-wrap text-ink2">
              {line || ' '}
            </div>
          ))}
        </VList>
      )}
    </div>
  )
}
