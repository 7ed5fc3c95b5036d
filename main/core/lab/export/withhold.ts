import { basename, win32 } from 'node:path'
import type { Problem } from '#contract/errors.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'

/** What leaves the machine only where the user ticked it. */
export type Disclosure = {
  withMachineName: boolean
  withPaths: boolean
  /** The whole path of a model of the library; null where it is not there any more. */
  pathOf: (modelId: string) => string | null
}

/** A run as it may be given away: without the machine's name and without paths, unless the user wants them in. The run itself is left alone. */
export function withhold(
  run: LabRunWithSamples,
  { withMachineName, withPaths, pathOf }: Disclosure,
): LabRunWithSamples {
  const machineName = withMachineName ? run.machine.name : run.machine.cpuName
  const { quality } = run.plan
  const keepPath = (path: string) => (withPaths ? path : lastPart(path))
  return {
    ...run,
    machineName,
    machine: { ...run.machine, name: machineName },
    plan: {
      ...run.plan,
      quality: quality && { ...quality, textPath: quality.textPath === null ? null : keepPath(quality.textPath) },
    },
    variants: run.variants.map(({ problem, ...variant }) => {
      const { modelId, fileName } = variant.model
      const path = withPaths && modelId !== null ? pathOf(modelId) : null
      return {
        ...variant,
        model: { ...variant.model, fileName: path ?? lastPart(fileName) },
        ...(problem && { problem: withPaths ? problem : withoutPaths(problem) }),
      }
    }),
    problem: run.problem === null || withPaths ? run.problem : withoutPaths(run.problem),
  }
}

/** What the system or llama.cpp said may hold a path anywhere. */
function withoutPaths({ code, params }: Problem): Problem {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' && /[\\/]/.test(value) ? lastPart(value) : value,
  ])
  return { code, params: Object.fromEntries(entries), detail: null }
}

/** A run that was imported may have the paths of another system. */
function lastPart(path: string): string {
  return win32.basename(basename(path))
}
