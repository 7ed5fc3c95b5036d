import { GitCompareArrows, Tag, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useClient } from '../../../data/client-context.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { showToast } from '../../../ui/toast.tsx'
import { comparePath } from '../history-place.ts'
import { chooseNone, useHistory } from '../history-state.ts'
import { ExportRuns } from './export-runs.tsx'
import { NoteDialog } from './note-dialog.tsx'

/** The most that are removed at once. */
const mostRemoved = 1000

/** What there is to do with the runs that are chosen. */
export const SelectionBar = () => {
  const { t } = useTranslation('history')
  const client = useClient()
  const [, navigate] = useLocation()
  const chosen = useHistory((state) => state.chosen)
  const [isNoting, setIsNoting] = useState(false)
  const runs = [...chosen.values()]
  const [before, after] = runs.toSorted((one, other) => one.startedAtMs - other.startedAtMs)
  const remove = async () => {
    const runIds = runs.map(({ id }) => id)
    try {
      await client.lab.remove({ runIds })
    } catch (error) {
      reportProblem(error)
      return
    }
    chooseNone()
    showToast({
      title: t('removed', { count: runIds.length, runs: formatNumber(runIds.length) }),
      undo: () => void client.lab.restore({ runIds }).catch(reportProblem),
    })
  }
  return (
    <section aria-label={t('selection.label')} className="flex flex-wrap items-center gap-2">
      <span className="mr-2 font-medium">
        {t('selection.count', { count: runs.length, runs: formatNumber(runs.length) })}
      </span>
      <Button
        size="compact"
        disabled={runs.length !== 2}
        title={runs.length === 2 ? undefined : t('selection.compareTwo')}
        onClick={() => {
          if (before && after) navigate(comparePath(before.id, after.id))
        }}
      >
        <GitCompareArrows size={16} strokeWidth={1.5} aria-hidden />
        {t('selection.compare')}
      </Button>
      <ExportRuns runIds={runs.map(({ id }) => id)} />
      <Button size="compact" onClick={() => setIsNoting(true)}>
        <Tag size={16} strokeWidth={1.5} aria-hidden />
        {t(runs.length === 1 ? 'selection.note' : 'selection.tag')}
      </Button>
      <Button size="compact" disabled={runs.length > mostRemoved} onClick={() => void remove()}>
        <Trash2 size={16} strokeWidth={1.5} aria-hidden />
        {t('selection.remove')}
      </Button>
      <IconButton icon={X} label={t('selection.none')} onClick={chooseNone} />
      <NoteDialog open={isNoting} onOpenChange={setIsNoting} runs={runs} />
    </section>
  )
}
