import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabAxis, LabVerdict } from '#contract/lab/verdict.ts'
import { currencySign } from '../../../i18n/format-money.ts'
import { type FigureContext, figureContext } from './axis-figure.ts'
import { axisUnit } from './axis-unit.ts'
import { testName } from './test-name.ts'

export type AxisWords = {
  context: FigureContext
  /** As an entry of a list: `KL divergence`. */
  name: (axis: LabAxis) => string
  /** Within a sentence: `divergence`. */
  noun: (axis: LabAxis) => string
  /** With its unit, as the head of a column: `Generation, tok/s`. */
  column: (axis: LabAxis) => string
  /** What stands beside the axis of a picture, towards its better side. */
  title: (axis: LabAxis, direction: 'x' | 'y') => string
  /** What being worse by it is called: `slower`. */
  worse: (axis: LabAxis) => string
}

/** What the axes of a run are called. */
export function useAxisWords(run: LabRun, verdict: LabVerdict): AxisWords {
  const { t } = useTranslation('labVerdict')
  return useMemo(() => {
    const context = figureContext(run, verdict.cells)
    const reference = run.qualitySetup?.reference.quantization ?? t('reference')
    const currency = context.currency === null ? '' : currencySign(context.currency).trim()
    const nameOfTest = (test: number | null) => {
      const found = test === null ? undefined : run.tests[test]
      return found ? testName(found, (prompt) => t(`prompt.${prompt}`)) : ''
    }
    const unit = (axis: LabAxis) => {
      if (axis !== 'memory' && axis !== 'file-size' && axis !== 'ttft') return t(`axis.${axis}.unit`, { currency })
      const figures = verdict.standings.flatMap((standing) => standing.figures[axis]?.value ?? [])
      return axisUnit(axis, figures).name
    }
    const name = (axis: LabAxis) => t(`axis.${axis}.name`)
    const measured = (axis: LabAxis) => {
      const test =
        axis === 'speed' || axis === 'energy'
          ? verdict.speedTest
          : axis === 'prefill-speed'
            ? verdict.prefillTest
            : null
      const words = nameOfTest(test)
      return words === '' ? name(axis) : t('axisOfTest', { name: name(axis), test: words })
    }
    return {
      context,
      name,
      noun: (axis) => t(`axis.${axis}.noun`),
      column: (axis) => t('axisColumn', { name: name(axis), unit: unit(axis) }),
      title: (axis, direction) =>
        t(`axisTitle.${direction}`, {
          name: measured(axis),
          unit: unit(axis),
          better: t(`axis.${axis}.better`, { reference }),
        }),
      worse: (axis) => t(`axis.${axis}.worse`),
    }
  }, [run, verdict, t])
}
