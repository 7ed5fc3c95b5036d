import { ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabAxis, LabVerdict } from '#contract/lab/verdict.ts'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { Select } from '../../../../ui/select.tsx'
import { changeChoices } from '../choices.ts'
import type { AxisWords } from '../use-axis-words.ts'
import type { ParetoZoom } from './pareto-spec.ts'

/** Narrow enough, at the last, for an interval of 1 % to be a third of the picture. */
const steps: readonly number[] = [1, 3, 10, 30]

const factorAfter = (factor: number, step: 1 | -1): number => steps[steps.indexOf(factor) + step] ?? factor

type ParetoControlsProps = {
  run: LabRun
  verdict: LabVerdict
  /** The axes that something is known of. */
  known: readonly LabAxis[]
  words: AxisWords
  zoom: ParetoZoom | null
  onZoom: (zoom: ParetoZoom | null) => void
}

/** What is against what in Fig. 1, and how near it is looked at. */
export const ParetoControls = ({ run, verdict, known, words, zoom, onZoom }: ParetoControlsProps) => {
  const { t } = useTranslation('labVerdict')
  const { axes, recommended } = verdict
  const factor = zoom?.factor ?? 1
  const around = zoom?.variant ?? recommended ?? 0
  const axisSelect = (direction: 'x' | 'y') => (
    <Select
      size="compact"
      label={t(`pareto.axis.${direction}`)}
      value={axes[direction]}
      options={known.map((axis) => ({
        value: axis,
        label: words.name(axis),
        disabled: axis === axes[direction === 'x' ? 'y' : 'x'],
      }))}
      onChange={(axis) => changeChoices(run, { axes: { ...axes, [direction]: axis } })}
    />
  )
  const zoomTo = (next: number) => onZoom(next === 1 ? null : { variant: around, factor: next })
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 type-secondary text-ink2">
      {axisSelect('y')}
      <span aria-hidden>{t('pareto.against')}</span>
      {axisSelect('x')}
      <span className="ml-auto flex items-center gap-1">
        <span aria-live="polite" className="mr-1">
          {zoom && t('pareto.zoomed', { factor })}
        </span>
        {zoom && (
          <Select
            size="compact"
            label={t('pareto.around')}
            value={String(around)}
            options={run.variants.map(({ label }, variant) => ({ value: String(variant), label }))}
            onChange={(variant) => onZoom({ ...zoom, variant: Number(variant) })}
          />
        )}
        <IconButton
          icon={ZoomOut}
          label={t('pareto.zoomOut')}
          disabled={factor === steps[0]}
          onClick={() => zoomTo(factorAfter(factor, -1))}
        />
        <IconButton
          icon={ZoomIn}
          label={t('pareto.zoomIn')}
          disabled={factor === steps.at(-1)}
          onClick={() => zoomTo(factorAfter(factor, 1))}
        />
      </span>
    </div>
  )
}
