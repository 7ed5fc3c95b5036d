import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../../ui/checkbox.tsx'
import type { QuantizeWish } from './quantize-wish.ts'

type RequantizeWarningProps = {
  quantization: string
  wish: Pick<QuantizeWish, 'allowRequantize' | 'viaF16'>
  onChange: (change: Partial<QuantizeWish>) => void
}

/** What it means to quantize what is quantized already, and the tick without which it is not done. */
export const RequantizeWarning = ({ quantization, wish, onChange }: RequantizeWarningProps) => {
  const { t } = useTranslation('lab')
  return (
    <section aria-label={t('quantize.warning.title', { quantization })} className="border-t-[1.5px] border-clay pt-3">
      <h3 className="flex items-center gap-2 font-semibold text-clay">
        <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
        {t('quantize.warning.title', { quantization })}
      </h3>
      <p className="mt-1 text-ink2">{t('quantize.warning.why', { quantization })}</p>
      <Checkbox
        className="mt-2"
        checked={wish.allowRequantize}
        onChange={(allowRequantize) => onChange({ allowRequantize })}
      >
        {t('quantize.warning.allow')}
      </Checkbox>
      <Checkbox className="mt-1" checked={wish.viaF16} onChange={(viaF16) => onChange({ viaF16 })}>
        {t('quantize.warning.viaF16')}
      </Checkbox>
    </section>
  )
}
