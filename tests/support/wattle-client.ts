import type { ModelsState } from '../../preload/contract/models.ts'
import { connectWebSocket } from '../../renderer/data/connections.ts'

/** A client of a running web shell, over the WebSocket as a page has it; it brings the token, since it has no cookie. */
export function connectToWattle(url: string): ReturnType<typeof connectWebSocket> {
  const address = new URL('/api', url)
  address.protocol = 'ws:'
  address.searchParams.set('token', new URL(url).searchParams.get('token') ?? '')
  return connectWebSocket(address.href)
}

/** Waits until a model is there to chat with. */
export async function modelIsReady(client: ReturnType<typeof connectWebSocket>['client']): Promise<ModelsState> {
  for await (const state of await client.models.watch()) if (state.starter.phase === 'ready') return state
  throw new Error('The app ended before a model was there.')
}
