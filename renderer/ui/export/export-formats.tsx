import { useTranslation } from 'react-i18next'
import type { LabExportFormat } from '#contract/lab/lab.ts'
import { Button } from '../button.tsx'
import { Switch } from '../switch.tsx'
import { ExportGroup } from './export-action.tsx'

const llamaBenchFormats = [
  'llama-bench-json',
  'llama-bench-jsonl',
  'llama-bench-csv',
  'llama-bench-sql',
  'llama-bench-markdown',
] as const satisfies LabExportFormat[]

/** llama-bench's own outputs, in a row of small buttons. */
export const LlamaBenchFormats = ({ onSave }: { onSave: (format: LabExportFormat) => void }) => {
  const { t } = useTranslation('labVerdict')
  return (
    <ExportGroup title={t('export.llamaBench')}>
      <div className="flex flex-wrap gap-1 px-2.5 py-1">
        {llamaBenchFormats.map((format) => (
          <Button key={format} size="inline" onClick={() => onSave(format)}>
            {t(`export.${format}`)}
          </Button>
        ))}
      </div>
    </ExportGroup>
  )
}

/** What a file of runs tells of the machine, unless it is left out. */
export type ExportContents = { withMachineName: boolean; withPaths: boolean }

export const nothingPrivate: ExportContents = { withMachineName: false, withPaths: false }

type ExportContentsProps = { contents: ExportContents; onChange: (contents: ExportContents) => void }

/** The machine's name and the paths of its models: in the file where the reader switches them on. */
export const ExportContentsSwitches = ({ contents, onChange }: ExportContentsProps) => {
  const { t } = useTranslation('labVerdict')
  return (
    <ExportGroup title={t('export.contents')}>
      {(['withMachineName', 'withPaths'] as const).map((part) => (
        <div key={part} className="flex min-h-8 items-center justify-between gap-4 px-2.5">
          <span aria-hidden>{t(`export.${part}`)}</span>
          <Switch
            label={t(`export.${part}`)}
            checked={contents[part]}
            onChange={(isOn) => onChange({ ...contents, [part]: isOn })}
          />
        </div>
      ))}
    </ExportGroup>
  )
}
