import { Braces, FileSpreadsheet, FileText, Share, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabExportFormat } from '#contract/lab/lab.ts'
import { useClient } from '../../../data/client-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { saveText } from '../../../ui/chart/save-file.ts'
import { Menu, MenuCheck, MenuItem } from '../../../ui/menu.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'

/** The most that are given away in one file. */
const mostExported = 100

const formats = [
  ['html', FileText],
  ['markdown', FileText],
  ['json', Braces],
  ['csv', FileSpreadsheet],
  ['llama-bench-json', SquareTerminal],
  ['llama-bench-jsonl', SquareTerminal],
  ['llama-bench-csv', SquareTerminal],
  ['llama-bench-sql', SquareTerminal],
  ['llama-bench-markdown', SquareTerminal],
] as const

/** Saves the chosen runs as one file. The machine's name and the paths are left out unless they are ticked. */
export const ExportRuns = ({ runIds }: { runIds: readonly string[] }) => {
  const { t } = useTranslation('history')
  const client = useClient()
  const [withMachineName, setWithMachineName] = useState(false)
  const [withPaths, setWithPaths] = useState(false)
  const isTooMany = runIds.length > mostExported
  const save = (format: LabExportFormat) =>
    void client.lab
      .export({ runIds: [...runIds], format, withMachineName, withPaths })
      .then(({ fileName, mediaType, text }) => saveText(fileName, mediaType, text))
      .catch(reportProblem)
  return (
    <Menu
      align="start"
      trigger={
        <Button
          size="compact"
          disabled={isTooMany}
          title={isTooMany ? t('export.most', { most: mostExported }) : undefined}
        >
          <Share size={16} strokeWidth={1.5} aria-hidden />
          {t('export.title')}
        </Button>
      }
    >
      {formats.map(([format, icon]) => (
        <MenuItem key={format} icon={icon} onSelect={() => save(format)}>
          {t(`export.${format}`)}
        </MenuItem>
      ))}
      <MenuCheck checked={withMachineName} onChange={setWithMachineName}>
        {t('export.withMachineName')}
      </MenuCheck>
      <MenuCheck checked={withPaths} onChange={setWithPaths}>
        {t('export.withPaths')}
      </MenuCheck>
    </Menu>
  )
}
