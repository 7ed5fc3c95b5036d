import { useTranslation } from 'react-i18next'
import type { Download } from '#contract/downloads.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { GatedHelp } from '../discover/gated-help.tsx'
import { useDownloadActions } from './use-download-actions.ts'

const asksForAccess = ['HUB_GATED', 'HUB_UNAUTHORIZED', 'HUB_TOKEN_REFUSED']
const beginsAgain = ['DOWNLOAD_CHANGED_UPSTREAM', 'HUB_RANGE_REFUSED', 'CHECKSUM_MISMATCH']

const pageOf = (download: Download): string | null => {
  const told = download.problem?.params.pageUrl
  return typeof told === 'string' ? told : null
}

/** Why a download failed, what can be done, and the buttons to do it. */
export const DownloadProblem = ({ download }: { download: Download }) => {
  const { t } = useTranslation('downloads')
  const actions = useDownloadActions()
  const { problem } = download
  if (!problem) return null
  return (
    <>
      <ProblemNotice
        problem={problem}
        className="col-span-full mt-2"
        actions={
          <>
            <Button variant="primary" onClick={() => actions.resume(download)}>
              {t(beginsAgain.includes(problem.code) ? 'action.beginAgain' : 'action.retry')}
            </Button>
            <Button variant="text" onClick={() => actions.cancel(download)}>
              {t('action.giveUp')}
            </Button>
          </>
        }
      />
      {asksForAccess.includes(problem.code) && <GatedHelp pageUrl={pageOf(download)} />}
    </>
  )
}
