import { Scissors } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Says, where it happened, that the model no longer saw the beginning. */
export const DroppedNote = ({ count }: { count: number }) => {
  const { t } = useTranslation('chat')
  return (
    <p className="mb-3 flex items-center gap-2 border-t border-dashed border-rule2 pt-1.5 type-secondary text-ink3">
      <Scissors size={14} strokeWidth={1.5} aria-hidden className="shrink-0" />
      {t('dropped', { count })}
    </p>
  )
}
