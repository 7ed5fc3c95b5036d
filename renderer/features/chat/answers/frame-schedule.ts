/** Calls back before a frame is drawn. */
export type ScheduleFrame = (callback: () => void) => void

/** Setting text takes this share of the page's time at most. */
const longestShare = 1 / 20
const longestPauseMs = 250

/**
 * Calls back before a frame is drawn, but no sooner than the cost of the last one allows: a fast machine draws each frame, a busy one
 * fewer, and neither does nothing else. A page out of sight draws no frames: there the callback comes at once.
 */
export function createFrameSchedule(): ScheduleFrame {
  const afterFrame = new MessageChannel()
  let startMs = 0
  let nextMs = 0
  // The message comes when the frame's style, layout and paint are done.
  afterFrame.port1.onmessage = () => {
    const nowMs = performance.now()
    nextMs = nowMs + Math.min((nowMs - startMs) / longestShare, longestPauseMs)
  }
  return (callback) => {
    if (document.visibilityState === 'hidden') return queueMicrotask(callback)
    const draw = () =>
      requestAnimationFrame(() => {
        startMs = performance.now()
        afterFrame.port2.postMessage(null)
        callback()
      })
    const pauseMs = nextMs - performance.now()
    if (pauseMs > 0) setTimeout(draw, pauseMs)
    else draw()
  }
}
