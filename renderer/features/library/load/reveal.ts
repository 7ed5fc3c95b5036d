/** As a `ref`: brings what has just been opened into sight. */
export const reveal = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })
