import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useTakesDrops } from '../../stores/drop-taker.ts'
import { useLabChanges } from '../../stores/use-lab-changes.ts'
import { Button } from '../../ui/button.tsx'
import { ComparePage } from './compare/compare-page.tsx'
import { parseHistoryPlace, trendsPath } from './history-place.ts'
import { ImportButton } from './import/import-button.tsx'
import { ImportNotices } from './import/import-notices.tsx'
import { runFileEndings } from './import/import-runs.ts'
import { useImportRuns } from './import/use-import-runs.ts'
import { RunList } from './list/run-list.tsx'
import { TrendsPage } from './trends/trends-page.tsx'

/** As high as the page: the list in it scrolls, and what stands above it stays. */
const ListPage = () => {
  const { t } = useTranslation('history')
  const [, navigate] = useLocation()
  return (
    <div className="flex h-full flex-col px-10 pb-4 max-medium:px-6">
      <div className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2 pt-5 max-medium:pt-4">
        <div className="min-w-0 flex-[1_1_12rem]">
          <h1 className="type-page-title">{t('title')}</h1>
          <p className="mt-0.5 text-ink2 max-narrow:hidden">{t('sub')}</p>
        </div>
        <div className="flex shrink-0 gap-2">
          <Button onClick={() => navigate(trendsPath)}>
            <ChartLine size={16} strokeWidth={1.5} aria-hidden />
            {t('trends.title')}
          </Button>
          <ImportButton />
        </div>
      </div>
      <ImportNotices />
      <RunList importButton={<ImportButton />} />
    </div>
  )
}

/** Every run that was made or imported: to be found, opened, compared, followed over time, and given away. */
export const HistoryPage = () => {
  const { t } = useTranslation('history')
  const [path] = useLocation()
  const place = parseHistoryPlace(path)
  const importRuns = useImportRuns()
  useLabChanges()
  const taker = useMemo(
    () => ({
      title: t('import.drop'),
      note: t('import.dropNote'),
      takes: (fileName: string) => runFileEndings.some((ending) => fileName.toLowerCase().endsWith(ending)),
      take: (files: readonly File[]) => void importRuns(files),
    }),
    [t, importRuns],
  )
  useTakesDrops(taker)
  if (place.view === 'compare') return <ComparePage beforeId={place.beforeId} afterId={place.afterId} />
  return place.view === 'trends' ? <TrendsPage /> : <ListPage />
}
