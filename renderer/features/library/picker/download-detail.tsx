import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { downloadProgress } from '../downloads/download-figures.ts'
import { downloadFigures, downloadWords } from './download-words.ts'

/** A model that is on its way, at the right of the picker. */
export const DownloadDetail = ({ download, onOpen }: { download: Download; onOpen: () => void }) => {
  const { t } = useTranslation('picker')
  return (
    <div className="px-6 py-4">
      <h2 className="type-section">
        {download.name} <span className="type-figure text-ink2">{download.quantization}</span>
      </h2>
      <p className="mb-3 text-ink2">{t('download.from', { label: download.label })}</p>
      <ProgressBar value={downloadProgress(download)} label={downloadWords(download, t)} />
      <p className="mt-1 type-statistic text-ink2">
        {downloadWords(download, t)} · {downloadFigures(download, t)}
      </p>
      {download.problem && <ProblemNotice problem={download.problem} className="mt-3" />}
      <Button className="mt-4" onClick={onOpen}>
        {t('download.open')}
      </Button>
    </div>
  )
}
