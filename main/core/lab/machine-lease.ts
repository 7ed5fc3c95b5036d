import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'

/** A work of the lab that has the machine. */
export type LeaseHolder = {
  kind: 'run' | 'quantize' | 'blind-test'
  /** As it is told to whoever has to wait for it. */
  name: string
  /** The chat's models are out of memory, and it answers nothing meanwhile. */
  locksChat: boolean
}

/** Gives the machine to one work of the lab at a time, since two would disturb each other. */
export class MachineLease {
  /** Who has it now; null: nobody. */
  readonly holder = new LiveValue<LeaseHolder | null>(null)
  readonly #freeModels: () => Promise<void>

  /** @param freeModels takes the chat's models out of memory, and ends what runs on them */
  constructor(freeModels: () => Promise<void>) {
    this.#freeModels = freeModels
  }

  /** Takes the machine, at once, and frees the chat's models where it is locked. Returns the way to give it back. Faults: LAB_BUSY. */
  async take(holder: LeaseHolder): Promise<() => void> {
    if (this.holder.value !== null) throw new Fault('LAB_BUSY')
    this.holder.set(holder)
    const giveBack = () => {
      if (this.holder.value === holder) this.holder.set(null)
    }
    try {
      if (holder.locksChat) await this.#freeModels()
    } catch (error) {
      giveBack()
      throw error
    }
    return giveBack
  }

  /** Faults: LAB_IN_PROGRESS (params.name) while the chat must not answer. */
  requireChat(): void {
    const holder = this.holder.value
    if (holder?.locksChat) throw new Fault('LAB_IN_PROGRESS', { params: { name: holder.name } })
  }
}
