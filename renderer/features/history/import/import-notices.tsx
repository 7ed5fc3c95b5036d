import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dismissRefusals, useImportState } from './import-runs.ts'

/** The file that is read now, and those that were refused, until they are put away. */
export const ImportNotices = () => {
  const { t } = useTranslation('history')
  const reading = useImportState((state) => state.reading)
  const refusals = useImportState((state) => state.refusals)
  return (
    <>
      {reading !== null && (
        <p role="status" className="mb-2 truncate text-ink2" dir="auto">
          {t('import.reading', { fileName: reading })}
        </p>
      )}
      {refusals.length > 0 && (
        <div className="mb-3 max-h-60 shrink-0 overflow-y-auto">
          <h2 className="sr-only">{t('import.refused')}</h2>
          {refusals.map(({ fileName, problem }, index) => (
            // Two files of two folders may have one name.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <ProblemNotice key={`${fileName} ${index}`} problem={problem} />
          ))}
          <Button size="compact" onClick={dismissRefusals}>
            {t('import.dismiss')}
          </Button>
        </div>
      )}
    </>
  )
}
