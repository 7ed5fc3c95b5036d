import { Braces, FileSpreadsheet, FileText, Share } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabExportFormat } from '#contract/lab/lab.ts'
import { useClient } from '../../../data/client-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { saveText } from '../../../ui/chart/save-file.ts'
import { ExportAction, ExportGroup } from '../../../ui/export/export-action.tsx'
import { ExportContentsSwitches, LlamaBenchFormats, nothingPrivate } from '../../../ui/export/export-formats.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'

/** The most that are given away in one file. */
const mostExported = 100

const formats = [
  ['html', FileText],
  ['markdown', FileText],
  ['json', Braces],
  ['csv', FileSpreadsheet],
] as const

/** Saves the chosen runs as one file. The machine's name and the paths are left out unless they are switched on. */
export const ExportRuns = ({ runIds }: { runIds: readonly string[] }) => {
  const { t } = useTranslation('history')
  const { t: tExport } = useTranslation('labVerdict')
  const client = useClient()
  const [contents, setContents] = useState(nothingPrivate)
  const [isOpen, setIsOpen] = useState(false)
  const isTooMany = runIds.length > mostExported
  const save = (format: LabExportFormat) => {
    setIsOpen(false)
    void client.lab
      .export({ runIds: [...runIds], format, ...contents })
      .then(({ fileName, mediaType, text }) => saveText(fileName, mediaType, text))
      .catch(reportProblem)
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label={tExport('export.title')}
      align="start"
      className="w-80 p-1.5"
      trigger={
        <Button
          size="compact"
          disabled={isTooMany}
          title={isTooMany ? t('exportMost', { most: mostExported }) : undefined}
        >
          <Share size={16} strokeWidth={1.5} aria-hidden />
          {tExport('export.title')}
        </Button>
      }
    >
      <ExportGroup title={tExport('export.results')}>
        {formats.map(([format, icon]) => (
          <ExportAction key={format} icon={icon} onSelect={() => save(format)}>
            {tExport(`export.${format}`)}
          </ExportAction>
        ))}
      </ExportGroup>
      <LlamaBenchFormats onSave={save} />
      <ExportContentsSwitches contents={contents} onChange={setContents} />
    </Popover>
  )
}
