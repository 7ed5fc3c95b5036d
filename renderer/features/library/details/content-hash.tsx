import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { formatPercent } from '../../../i18n/format.ts'
import { useFoldersState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { useCopied } from '../../../ui/use-copied.ts'
import { useModelActions } from '../use-model-actions.ts'

/** The hash of a model's content: there, being computed, or to be computed now. */
export const ContentHash = ({ model }: { model: Model }) => {
  const { t } = useTranslation('details')
  const { hash } = useModelActions()
  const { isCopied, copy } = useCopied()
  const { sha256 } = model
  const progress =
    useFoldersState((state) => (state.hashing?.modelId === model.id ? state.hashing.progress : null)) ?? null
  if (sha256 !== null) {
    return (
      <div className="flex items-start gap-1">
        <p className="min-w-0 flex-1 type-statistic break-all text-ink2">{sha256}</p>
        <IconButton
          icon={Copy}
          size="inline"
          label={t(isCopied ? 'copied' : 'hash.copy')}
          onClick={() => copy(sha256)}
        />
      </div>
    )
  }
  if (progress !== null) {
    return (
      <div>
        <p className="mb-1.5 type-statistic text-ink2">{t('hash.progress', { percent: formatPercent(progress) })}</p>
        <ProgressBar value={progress} label={t('hash.title')} />
      </div>
    )
  }
  return (
    <p className="flex items-center gap-2 text-ink2">
      {t('hash.none')}
      {model.isReachable && (
        <Button size="inline" onClick={() => void hash(model.id)}>
          {t('hash.now')}
        </Button>
      )}
    </p>
  )
}
