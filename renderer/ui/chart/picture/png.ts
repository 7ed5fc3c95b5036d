const pixelsPerPx = 2

/** Draws an SVG file into a PNG of two pixels for each of its own. */
export async function toPng(svg: { text: string; widthPx: number; heightPx: number }): Promise<Blob> {
  const image = new Image()
  // A data address: the policy lets no picture come from a blob.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(svg.widthPx * pixelsPerPx)
  canvas.height = Math.round(svg.heightPx * pixelsPerPx)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made'))), 'image/png'),
  )
}
