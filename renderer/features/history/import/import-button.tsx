import { FileInput } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { runFileEndings, useImportState } from './import-runs.ts'
import { useImportRuns } from './use-import-runs.ts'

/** Lets the reader choose files with runs of Wattle's or llama-bench's. */
export const ImportButton = () => {
  const { t } = useTranslation('history')
  const field = useRef<HTMLInputElement>(null)
  const importRuns = useImportRuns()
  const isReading = useImportState(({ reading }) => reading !== null)
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        accept={runFileEndings.join(',')}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          // The same file can be chosen again, once it was mended.
          target.value = ''
          void importRuns(files)
        }}
      />
      <Button disabled={isReading} onClick={() => field.current?.click()}>
        <FileInput size={16} strokeWidth={1.5} aria-hidden />
        {t('import.title')}
      </Button>
    </>
  )
}
