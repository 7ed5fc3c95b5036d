import { useTranslation } from 'react-i18next'
import type { QuantizationType, QuantizeForecast } from '#contract/lab/quantize.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { typeGroups } from './type-groups.ts'

type TypeChoiceProps = {
  types: readonly QuantizationType[]
  forecast: QuantizeForecast | null
  hasMatrix: boolean
  onToggle: (type: QuantizationType, isWanted: boolean) => void
  onTypes: (types: readonly QuantizationType[]) => void
}

const TypeList = ({
  offered,
  types,
  forecast,
  hasMatrix,
  onToggle,
}: TypeChoiceProps & { offered: readonly QuantizationType[] }) => {
  const { t } = useTranslation('lab')
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-6">
      {offered.map((type) => {
        const file = forecast?.files.find((one) => one.type === type)
        const needsMatrix = !hasMatrix && forecast?.needsImportanceMatrix.includes(type)
        return (
          <li key={type} className="flex min-h-7 items-center border-b border-rule/60">
            <Checkbox
              className="w-full"
              checked={types.includes(type)}
              disabled={file?.exists ?? false}
              onChange={(isWanted) => onToggle(type, isWanted)}
            >
              <span className="flex items-baseline gap-2">
                <span className="flex-1">{type}</span>
                {needsMatrix && <span className="type-badge text-ink3">{t('quantize.needsMatrix')}</span>}
                {file?.exists ? (
                  <span className="type-secondary text-ink3">{t('quantize.exists')}</span>
                ) : (
                  file && (
                    <span className="type-figure text-ink2">
                      {t('quantize.about', { size: formatFileSize(file.sizeBytes) })}
                    </span>
                  )
                )}
              </span>
            </Checkbox>
          </li>
        )
      })}
    </ul>
  )
}

/** What is made: the ladder in one go, or any of llama.cpp's types, each with about its size. */
export const TypeChoice = (props: TypeChoiceProps) => {
  const { t } = useTranslation('lab')
  const { types, forecast, onTypes } = props
  const open = typeGroups.ladder.filter((type) => !forecast?.files.some((file) => file.type === type && file.exists))
  const isLadder = open.length > 0 && open.every((type) => types.includes(type))
  const otherTypes = [...typeGroups.whole, ...typeGroups.others]
  const others = otherTypes.filter((type) => types.includes(type)).length
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t('quantize.types')}</legend>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <span aria-hidden className="font-medium">
          {t('quantize.types')}
        </span>
        <Button
          variant="text"
          size="inline"
          onClick={() =>
            onTypes(isLadder ? types.filter((type) => !open.some((one) => one === type)) : [...types, ...open])
          }
        >
          {t(isLadder ? 'quantize.noLadder' : 'quantize.ladder')}
        </Button>
      </div>
      <TypeList {...props} offered={typeGroups.ladder} />
      <Disclosure title={t('quantize.others')} note={others > 0 ? t('quantize.chosen', { count: others }) : undefined}>
        <TypeList {...props} offered={otherTypes} />
      </Disclosure>
    </fieldset>
  )
}
