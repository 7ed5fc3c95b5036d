import { Braces, ClipboardCopy, FileSpreadsheet, FileText, Image, PenTool, Share, Table } from 'lucide-react'
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
import { ExportAction, ExportGroup } from '../../../../ui/export/export-action.tsx'
import { ExportContentsSwitches, LlamaBenchFormats, nothingPrivate } from '../../../../ui/export/export-formats.tsx'
import { Popover } from '../../../../ui/popover.tsx'
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

/** Takes the run away: its figures, its tables, its samples, in others' formats and as a report. */
export const ExportMenu = ({ run, verdict, picture }: ExportMenuProps) => {
  const { t } = useTranslation('labVerdict')
  const { t: tChart } = useTranslation('chart')
  const client = useClient()
  const [contents, setContents] = useState(nothingPrivate)
  const [isOpen, setIsOpen] = useState(false)
  const pick = (act: () => void) => () => {
    setIsOpen(false)
    act()
  }
  const caption = useParetoCaption(run, verdict)
  const figure = tChart('figure', { number: 1 })
  const ask = (format: LabExportFormat) =>
    client.lab.export({ runIds: [run.id], format, ...contents, limits: verdict.limits })
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
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label={t('export.title')}
      className="w-80 p-1.5"
      trigger={
        <Button>
          <Share size={16} strokeWidth={1.5} aria-hidden />
          {t('export.title')}
        </Button>
      }
    >
      <ExportGroup title={t('export.figures')}>
        <ExportAction icon={PenTool} disabled={!picture} onSelect={pick(() => saveFigure('svg'))}>
          {t('export.svg', { number: 1 })}
        </ExportAction>
        <ExportAction icon={Image} disabled={!picture} onSelect={pick(() => saveFigure('png'))}>
          {t('export.png', { number: 1 })}
        </ExportAction>
      </ExportGroup>
      <ExportGroup title={t('export.results')}>
        <ExportAction icon={FileText} onSelect={pick(() => save('html'))} note={t('export.printable')}>
          {t('export.html')}
        </ExportAction>
        <ExportAction icon={FileText} onSelect={pick(() => save('markdown'))}>
          {t('export.markdown')}
        </ExportAction>
        <ExportAction icon={ClipboardCopy} onSelect={pick(() => copyText(ask('markdown').then(({ text }) => text)))}>
          {t('export.copyMarkdown')}
        </ExportAction>
        <ExportAction
          icon={Table}
          note={rowCount}
          onSelect={pick(() => saveText('wattle-table.csv', 'text/csv', toCsv(table())))}
        >
          {t('export.table')}
        </ExportAction>
        <ExportAction
          icon={ClipboardCopy}
          note={rowCount}
          onSelect={pick(() => copyText(Promise.resolve(toTabbed(table()))))}
        >
          {t('export.copyTable')}
        </ExportAction>
        <ExportAction icon={Braces} note={sampleCount} onSelect={pick(() => save('json'))}>
          {t('export.json')}
        </ExportAction>
        <ExportAction icon={FileSpreadsheet} note={sampleCount} onSelect={pick(() => save('csv'))}>
          {t('export.csv')}
        </ExportAction>
      </ExportGroup>
      <LlamaBenchFormats onSave={(format) => pick(() => save(format))()} />
      <ExportContentsSwitches contents={contents} onChange={setContents} />
    </Popover>
  )
}
