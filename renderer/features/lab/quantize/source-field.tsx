import { useTranslation } from 'react-i18next'
import { formatFileSize } from '../../../i18n/format.ts'
import { useModelsState } from '../../../stores/stores.tsx'
import { Combobox } from '../../../ui/combobox.tsx'

/** Which model the files are made of. */
export const SourceField = ({ modelId, onChange }: { modelId: string | null; onChange: (modelId: string) => void }) => {
  const { t } = useTranslation('lab')
  const models = useModelsState((state) => state.models) ?? []
  const options = models
    .filter(({ problem, isReachable }) => problem === null && isReachable)
    .map(({ id, name, quantization, sizeBytes }) => ({
      value: id,
      label: `${name} ${quantization}`,
      hint: formatFileSize(sizeBytes),
    }))
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium">{t('quantize.source')}</span>
      <Combobox
        label={t('quantize.source')}
        value={modelId}
        options={options}
        placeholder={t('quantize.sourceHint')}
        onChange={onChange}
        width="w-full"
      />
    </div>
  )
}
