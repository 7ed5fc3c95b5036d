import { randomUUID } from 'node:crypto'
import type { LabPlan } from '#contract/lab/plan.ts'
import type { LabEnvironment, LabMachine, LabRun, LabVariant } from '#contract/lab/run.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { planTests } from './plan-tests.ts'
import { planVariants } from './plan-variants.ts'

/** Labels that a name holds; more would not be read. */
const labelsInName = 3

/** A run of which nothing is measured yet. */
export function newRun(
  plan: LabPlan,
  models: readonly StoredModel[],
  { machine, environment, atMs }: { machine: LabMachine; environment: LabEnvironment; atMs: number },
): LabRun {
  const variants = planVariants(models, plan.sweep)
  return {
    id: randomUUID(),
    name: plan.name === '' ? nameOf(models, variants) : plan.name,
    state: 'running',
    startedAtMs: atMs,
    endedAtMs: null,
    modelNames: [...new Set(models.map(({ name }) => name))],
    variantLabels: variants.map(({ label }) => label),
    blocksDone: 0,
    sampleCount: 0,
    hasQuality: false,
    machineName: machine.name,
    machineFingerprint: machine.fingerprint,
    isImported: false,
    backend: environment.backend,
    engineBuild: environment.engineBuild,
    tags: [],
    hasNotes: false,
    energyJ: null,
    energyProvenance: null,
    plan,
    variants,
    tests: planTests(plan),
    machine,
    environment,
    memory: [],
    qualitySetup: null,
    quality: [],
    notes: '',
    importedFrom: null,
    problem: null,
  }
}

/** Such as `SmolLM2 135M Instruct: F16, Q8_0, Q4_K_M …`. */
function nameOf(models: readonly StoredModel[], variants: readonly LabVariant[]): string {
  const names = [...new Set(models.map(({ ladderName }) => ladderName))].join(', ')
  const labels = variants.slice(0, labelsInName).map(({ label }) => label)
  return `${names}: ${labels.join(', ')}${variants.length > labels.length ? ' …' : ''}`.slice(0, 200)
}
