import {
  Braces,
  ClipboardCopy,
  FileSpreadsheet,
  FileText,
  Image,
  PenTool,
  Share,
  SquareTerminal,
  Table,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabExportFormat } from '#contract/lab/lab.ts'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { useClient } from '../../../../data/client-context.tsx'
import { formatNumber } from '../../../../i18n/format.ts'
import { Button } from '../../../../ui/button.tsx'
import { toCsv, toTabbed } from '../../../../ui/chart/data-table.ts'
import { savePicture } from '../../../../ui/chart/picture/save-picture.ts'
import { saveText } from '../../../../ui/chart/save-file.ts'
import { Menu, MenuCheck, MenuGroup, MenuItem } from '../../../../ui/menu.tsx'
import { reportProblem } from '../../../../ui/report-problem.ts'
import { showToast } from '../../../../ui/toast.tsx'
import { comparisonData } from '../comparison/comparison-data.ts'
import { comparisonRows } from '../comparison/comparison-row.ts'
import { paretoFileName, useParetoCaption } from '../pareto/pareto-figure.tsx'

type ExportMenuProps = {
  run: LabRun
  verdict: LabVerdict
  /** Fig. 1; null while it is a table. */
  picture: SVGSVGElement | null
}

const llamaBenchFormats = [
  'llama-bench-json',
  'llama-bench-jsonl',
  'llama-bench-csv',
  'llama-bench-sql',
  'llama-bench-markdown',
] as const

/** Takes the run away: its figures, its tables, its samples, in others' formats and as a report. */
export const ExportMenu = ({ run, verdict, picture }: ExportMenuProps) => {
  const { t } = useTranslation('labVerdict')
  const { t: tChart } = useTranslation('chart')
  const client = useClient()
  const [withMachineName, setWithMachineName] = useState(false)
  const [withPaths, setWithPaths] = useState(false)
  const caption = useParetoCaption(run, verdict)
  const figure = tChart('figure', { number: 1 })
  const ask = (format: LabExportFormat) =>
    client.lab.export({ runIds: [run.id], format, withMachineName, withPaths, limits: verdict.limits })
  const save = (format: LabExportFormat) =>
    void ask(format)
      .then(({ fileName, mediaType, text }) => saveText(fileName, mediaType, text))
      .catch(reportProblem)
  const copyText = (text: Promise<string>) =>
    void text
      .then((words) => navigator.clipboard.writeText(words))
      .then(() => showToast({ title: t('export.copied') }))
      .catch(reportProblem)
  const saveFigure = (kind: 'svg' | 'png') => {
    if (!picture) return
    savePicture(
      picture,
      { kind, caption: { number: figure, ...caption }, fileName: paretoFileName },
      tChart('pictureFailed'),
    )
  }
  const table = () => comparisonData(comparisonRows(run, verdict), (column) => t(`export.column.${column}`))
  const rowCount = t('export.rows', { count: run.variants.length })
  const sampleCount = t('export.samples', { count: run.sampleCount, samples: formatNumber(run.sampleCount) })
  return (
    <Menu
      trigger={
        <Button>
          <Share size={16} strokeWidth={1.5} aria-hidden />
          {t('export.title')}
        </Button>
      }
    >
      <MenuGroup label={t('export.figures')}>
        <MenuItem icon={PenTool} disabled={!picture} onSelect={() => saveFigure('svg')}>
          {t('export.svg', { figure })}
        </MenuItem>
        <MenuItem icon={Image} disabled={!picture} onSelect={() => saveFigure('png')}>
          {t('export.png', { figure })}
        </MenuItem>
      </MenuGroup>
      <MenuGroup label={t('export.results')}>
        <MenuItem icon={FileText} onSelect={() => save('html')} note={t('export.printable')}>
          {t('export.html')}
        </MenuItem>
        <MenuItem icon={FileText} onSelect={() => save('markdown')}>
          {t('export.markdown')}
        </MenuItem>
        <MenuItem icon={ClipboardCopy} onSelect={() => copyText(ask('markdown').then(({ text }) => text))}>
          {t('export.copyMarkdown')}
        </MenuItem>
        <MenuItem
          icon={Table}
          note={rowCount}
          onSelect={() => saveText('wattle-table.csv', 'text/csv', toCsv(table()))}
        >
          {t('export.table')}
        </MenuItem>
        <MenuItem icon={ClipboardCopy} note={rowCount} onSelect={() => copyText(Promise.resolve(toTabbed(table())))}>
          {t('export.copyTable')}
        </MenuItem>
        <MenuItem icon={Braces} note={sampleCount} onSelect={() => save('json')}>
          {t('export.json')}
        </MenuItem>
        <MenuItem icon={FileSpreadsheet} note={sampleCount} onSelect={() => save('csv')}>
          {t('export.csv')}
        </MenuItem>
      </MenuGroup>
      <MenuGroup label={t('export.llamaBench')}>
        {llamaBenchFormats.map((format) => (
          <MenuItem key={format} icon={SquareTerminal} onSelect={() => save(format)}>
            {t(`export.${format}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('export.contents')}>
        <MenuCheck checked={withMachineName} onChange={setWithMachineName}>
          {t('export.withMachineName')}
        </MenuCheck>
        <MenuCheck checked={withPaths} onChange={setWithPaths}>
          {t('export.withPaths')}
        </MenuCheck>
      </MenuGroup>
    </Menu>
  )
}
