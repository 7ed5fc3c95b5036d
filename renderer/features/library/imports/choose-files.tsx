import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOfFiles } from './dropped-items.ts'
import { useImport } from './use-import.ts'

/** A way to files of the machine with the browser: their bytes are sent to the one where Wattle runs. */
export const ChooseFiles = ({ onChosen }: { onChosen: () => void }) => {
  const { t } = useTranslation('imports')
  const id = useId()
  const bringIn = useImport()
  return (
    <div className="mt-4 border-t border-rule pt-4">
      <label htmlFor={id} className="font-medium">
        {t('choose.label')}
      </label>
      <p className="mb-2 type-secondary text-ink2" id={`${id}-note`}>
        {t('choose.note')}
      </p>
      <input
        id={id}
        type="file"
        accept=".gguf"
        multiple
        aria-describedby={`${id}-note`}
        className="file-input"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length === 0) return
          void bringIn(itemsOfFiles(files))
          onChosen()
        }}
      />
    </div>
  )
}
