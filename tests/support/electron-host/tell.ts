/** What the stand-in tells the test that started it. */
export type Telling =
  | { type: 'browser'; endpoint: string }
  | { type: 'window'; options: object }
  | { type: 'focus' }
  | { type: 'menu'; labels: string[] }
  | { type: 'tray'; labels: string[]; picturesPx: number[] }
  | { type: 'error-box'; title: string; content: string }
  | { type: 'open-external'; url: string }
  | { type: 'port-given'; url: string }

export function tell(telling: Telling): void {
  process.send?.(telling)
}
