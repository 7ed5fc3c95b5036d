import { useEffect, useRef, useState } from 'react'
import type { CalibrationProgress } from '#contract/meter.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'

type Calibration =
  | { phase: 'idle' }
  | { phase: 'running'; progress: Exclude<CalibrationProgress, { step: 'done' }> }
  | { phase: 'done'; result: Extract<CalibrationProgress, { step: 'done' }> }
  | { phase: 'failed'; problem: ShownProblem }

/** A calibration under way. It ends with the page that started it. */
export const useCalibration = () => {
  const client = useClient()
  const [calibration, setCalibration] = useState<Calibration>({ phase: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async () => {
    const controller = new AbortController()
    running.current = controller
    setCalibration({ phase: 'running', progress: { step: 'rest', progress: 0 } })
    try {
      for await (const progress of await client.meter.calibrate(undefined, { signal: controller.signal })) {
        if (controller.signal.aborted) return
        setCalibration(progress.step === 'done' ? { phase: 'done', result: progress } : { phase: 'running', progress })
      }
    } catch (error) {
      if (!controller.signal.aborted) setCalibration({ phase: 'failed', problem: problemOf(error) })
    }
  }
  const stop = () => {
    running.current?.abort()
    setCalibration({ phase: 'idle' })
  }
  return { calibration, start, stop }
}
