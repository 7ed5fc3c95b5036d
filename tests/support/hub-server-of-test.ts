import { onTestFinished } from 'vitest'
import { type HubServer, startHubServer } from './hub-server.ts'

/** A hub on loopback that ends with the test. */
export async function hubOfTest(options: Parameters<typeof startHubServer>[0]): Promise<HubServer> {
  const hub = await startHubServer(options)
  onTestFinished(() => hub.close())
  return hub
}
