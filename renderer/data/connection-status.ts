import { createStore, type StoreApi } from 'zustand/vanilla'

/** `connecting`: for the first time. `lost`: was open; it reconnects by itself. */
export type ConnectionStatus = 'connecting' | 'open' | 'lost'

export type ConnectionStatusStore = StoreApi<ConnectionStatus>

export const createConnectionStatus = (): ConnectionStatusStore => createStore<ConnectionStatus>(() => 'connecting')
