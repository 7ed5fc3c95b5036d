import type { Hardware } from '#contract/hardware.ts'
import { fitMemory } from '../fit/fit-memory.ts'
import type { FitService } from '../fit/fit-service.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import type { Held } from './held.ts'
import type { ChosenOptions, ModelRoom } from './needs.ts'

type MemoryRoomOptions = {
  hardware: Pick<HardwareService, 'state' | 'ramAvailableBytes'>
  fit: Pick<FitService, 'fitInto'>
}

/** Looks how much memory is free beside the models that are in it, and whether another one fits there. */
export class MemoryRoom implements ModelRoom {
  readonly #options: MemoryRoomOptions

  constructor(options: MemoryRoomOptions) {
    this.#options = options
  }

  /** Only where the model surely fits: a tight or unknown fit is no reason to keep others. */
  async hasRoomFor(file: StoredModel, options: ChosenOptions, inMemory: readonly Held[]): Promise<boolean> {
    const { hardware: machine, fit } = this.#options
    const availableBytes = await machine.ramAvailableBytes().catch(() => null)
    if (availableBytes === null) return false
    const state = machine.state.value
    const hardware = state.phase === 'known' ? withBackend(state.hardware, options.backend) : null
    const memory = fitMemory(hardware, availableBytes - sum(inMemory.map(mappedBytes)))
    if (options.backend !== 'cpu' && memory.gpu?.vramBytes == null) return false
    // The probe ran before these were loaded, or counts them twice: either way it is safe.
    const takenBytes = sum(inMemory.map(offloadedBytes))
    const gpu = memory.gpu && { ...memory.gpu, vramBytes: (memory.gpu.vramBytes ?? 0) - takenBytes }
    return fit.fitInto({ ...memory, gpu }, file, options).verdict === 'fits'
  }
}

function withBackend(hardware: Hardware, backend: ChosenOptions['backend']): Hardware {
  return { ...hardware, chosen: { ...hardware.chosen, backend } }
}

/** Mapped weights in main memory: the system counts them as available, but a model that loses them crawls. */
function mappedBytes({ model, file }: Held): number {
  return model.mmap ? file.sizeBytes * (1 - gpuShare(model)) : 0
}

/** As it was measured, cache and buffers included; else the weights alone. */
function offloadedBytes({ model, file }: Held): number {
  return model.memory?.vramBytes ?? file.sizeBytes * gpuShare(model)
}

function gpuShare({ gpuLayers, totalLayers }: Held['model']): number {
  return totalLayers === 0 ? 0 : gpuLayers / totalLayers
}

function sum(bytes: readonly number[]): number {
  return bytes.reduce((total, part) => total + part, 0)
}
