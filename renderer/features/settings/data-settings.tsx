import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient, useProcedures } from '../../data/client-context.tsx'
import { Button } from '../../ui/button.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { showToast } from '../../ui/toast.tsx'
import { EngineLog } from './engine-log.tsx'

type FolderRowProps = { label: string; effect: string; path: string; onOpen: (() => void) | null }

const FolderRow = ({ label, effect, path, onOpen }: FolderRowProps) => {
  const { t } = useTranslation('settings')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(path)
      showToast({ title: t('data.copied'), description: path })
    } catch (error) {
      reportProblem(error)
    }
  }
  return (
    <div className="flex flex-wrap items-start gap-x-8 gap-y-2 border-b border-rule py-3">
      <div className="min-w-0 flex-1">
        <p className="font-[550]">{label}</p>
        <p className="text-ink2">{effect}</p>
        <p className="type-statistic break-all select-all" dir="auto">
          {path}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="compact" onClick={() => void copy()}>
          {t('data.copy')}
        </Button>
        {onOpen && (
          <Button size="compact" onClick={onOpen}>
            {t('data.open')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Where the data are, and the engine's log. */
export const DataSettings = () => {
  const { t } = useTranslation('settings')
  const client = useClient()
  const procedures = useProcedures()
  const { data: info } = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  if (!info) return null
  const open = (folder: 'data' | 'log') =>
    info.canOpenFolders ? () => void client.app.openFolder({ folder }).catch(reportProblem) : null
  return (
    <>
      <FolderRow
        label={t('data.folder')}
        effect={t('data.folderEffect')}
        path={info.dataFolder}
        onOpen={open('data')}
      />
      <FolderRow label={t('data.log')} effect={t('data.logEffect')} path={info.logFolder} onOpen={open('log')} />
      <EngineLog />
    </>
  )
}
