import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { DownloadsState } from '#contract/downloads.ts'
import type { EngineState } from '#contract/engine.ts'
import type { FoldersState } from '#contract/folders.ts'
import type { HardwareState } from '#contract/hardware.ts'
import type { QuantizeJob } from '#contract/lab/quantize.ts'
import type { LabProgress } from '#contract/lab/run.ts'
import type { MeterState } from '#contract/meter.ts'
import type { ModelsState } from '#contract/models.ts'
import type { Settings } from '#contract/settings.ts'
import type { WattleConnection } from '../data/client.ts'
import { useClient } from '../data/client-context.tsx'
import { createEnergyHistories, type EnergyHistories } from './energy-histories.ts'
import { createLiveStore, followInto, type LiveStore } from './live-store.ts'
import type { ReadingHistory } from './reading-history.ts'
import { createSpeedHistory, type HistoryStore } from './speed-history.ts'

export type Stores = {
  engine: LiveStore<EngineState>
  models: LiveStore<ModelsState>
  folders: LiveStore<FoldersState>
  downloads: LiveStore<DownloadsState>
  hardware: LiveStore<HardwareState>
  settings: LiveStore<Settings>
  meter: LiveStore<MeterState>
  /** The run of the lab that is at work or paused; null where there is none. */
  lab: LiveStore<LabProgress | null>
  /** Since the start of the app, the newest first. */
  quantize: LiveStore<QuantizeJob[]>
  speed: HistoryStore
  energy: EnergyHistories
}

export const createStores = (): Stores => {
  const engine = createLiveStore<EngineState>()
  const meter = createLiveStore<MeterState>()
  return {
    engine,
    models: createLiveStore(),
    folders: createLiveStore(),
    downloads: createLiveStore(),
    hardware: createLiveStore(),
    settings: createLiveStore(),
    meter,
    lab: createLiveStore(),
    quantize: createLiveStore(),
    speed: createSpeedHistory(engine),
    energy: createEnergyHistories(meter),
  }
}

/** Feeds the stores from the contract's streams until the signal aborts. */
const followAll = (stores: Stores, client: WattleConnection['client'], signal: AbortSignal): void => {
  void followInto(stores.engine, (inner) => client.engine.watch(undefined, { signal: inner }), signal)
  void followInto(stores.models, (inner) => client.models.watch(undefined, { signal: inner }), signal)
  void followInto(stores.folders, (inner) => client.folders.watch(undefined, { signal: inner }), signal)
  void followInto(stores.downloads, (inner) => client.downloads.watch(undefined, { signal: inner }), signal)
  void followInto(stores.hardware, (inner) => client.hardware.watch(undefined, { signal: inner }), signal)
  void followInto(stores.settings, (inner) => client.settings.watch(undefined, { signal: inner }), signal)
  void followInto(stores.meter, (inner) => client.meter.watch(undefined, { signal: inner }), signal)
  void followInto(stores.lab, (inner) => client.lab.watch(undefined, { signal: inner }), signal)
  void followInto(stores.quantize, (inner) => client.quantize.watch(undefined, { signal: inner }), signal)
}

const StoresContext = createContext<Stores | null>(null)

/** Gives the live stores to everything below. `stores` is given by tests, which feed them by hand. */
export const StoresProvider = ({ stores, children }: { stores?: Stores; children: ReactNode }) => {
  const client = useClient()
  const [value] = useState(() => stores ?? createStores())
  useEffect(() => {
    if (stores) return
    const controller = new AbortController()
    followAll(value, client, controller.signal)
    return () => controller.abort()
  }, [client, stores, value])
  return <StoresContext.Provider value={value}>{children}</StoresContext.Provider>
}

/** The stores themselves, for what must read them without being rendered again. */
export const useStores = (): Stores => {
  const value = useContext(StoresContext)
  if (!value) throw new Error('There is no StoresProvider above this component.')
  return value
}

/** Reads what `select` takes out of a store; renders again only when that changes, compared shallowly. */
const useSelected = <T, S>(store: LiveStore<T>, select: (value: T) => S): S | undefined =>
  useStore(
    store,
    useShallow((value: T | undefined) => (value === undefined ? undefined : select(value))),
  )

/** The engine's state, or a part of it. It changes four times a second while an answer is written: select what you need. */
export const useEngineState = <S,>(select: (state: EngineState) => S): S | undefined =>
  useSelected(useStores().engine, select)

export const useModelsState = <S,>(select: (state: ModelsState) => S): S | undefined =>
  useSelected(useStores().models, select)

export const useFoldersState = <S,>(select: (state: FoldersState) => S): S | undefined =>
  useSelected(useStores().folders, select)

/** The downloads, or a part of them. They change four times a second while bytes arrive: select what you need. */
export const useDownloadsState = <S,>(select: (state: DownloadsState) => S): S | undefined =>
  useSelected(useStores().downloads, select)

export const useHardwareState = (): HardwareState | undefined => useStore(useStores().hardware)

export const useSettings = <S,>(select: (settings: Settings) => S): S | undefined =>
  useSelected(useStores().settings, select)

/** What is measured, or a part of it. It changes four times a second: select what you need. */
export const useMeterState = <S,>(select: (state: MeterState) => S): S | undefined =>
  useSelected(useStores().meter, select)

/** Where the lab's present run stands, or a part of it; null where there is none. It changes four times a second: select what you need. */
export const useLabProgress = <S,>(select: (progress: LabProgress) => S): S | null | undefined =>
  useSelected(useStores().lab, (progress) => (progress === null ? null : select(progress)))

/** Whether a run of the lab has the machine now: the chat answers nothing meanwhile. */
export const useIsLabAtWork = (): boolean => useLabProgress(({ state }) => state === 'running') ?? false

/** The quantizations that are made or were, or a part of them. They change four times a second while one is made: select what you need. */
export const useQuantizeJobs = <S,>(select: (jobs: readonly QuantizeJob[]) => S): S | undefined =>
  useSelected(useStores().quantize, select)

/** The decode rate of the answer in progress, or of the last one, or a part of it. */
export const useSpeedHistory = <S,>(select: (history: ReadingHistory) => S): S => useStore(useStores().speed, select)

/** The last values of a figure of the meter. */
export const useEnergyHistory = (of: keyof EnergyHistories): ReadingHistory => useStore(useStores().energy[of])

/** Changes settings; the store has the result when the promise resolves. */
export const useChangeSettings = (): ((patch: Partial<Settings>) => Promise<Settings>) => {
  const client = useClient()
  const { settings } = useStores()
  return async (patch) => {
    const changed = await client.settings.change(patch)
    settings.setState(changed, true)
    return changed
  }
}
