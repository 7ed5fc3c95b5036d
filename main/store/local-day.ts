/** The day of a time as it is where the machine is, such as `2026-11-25`. */
export function localDay(atMs: number): string {
  const date = new Date(atMs)
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`
}
