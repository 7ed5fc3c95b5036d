import { showToast } from '../../toast.tsx'
import { saveFile, saveText } from '../save-file.ts'
import { toPng } from './png.ts'
import { type PictureCaption, selfContainedSvg } from './self-contained-svg.ts'

type SavedPicture = {
  kind: 'svg' | 'png'
  caption: PictureCaption
  /** Without an ending. */
  fileName: string
}

async function save(svg: SVGSVGElement, { kind, caption, fileName }: SavedPicture): Promise<void> {
  const picture = await selfContainedSvg(svg, caption)
  if (kind === 'svg') saveText(`${fileName}.svg`, 'image/svg+xml', picture.text)
  else saveFile(`${fileName}.png`, await toPng(picture))
}

/** Saves a chart as a picture; a failure is said in a toast, by the words for it. */
export function savePicture(svg: SVGSVGElement, picture: SavedPicture, failed: string): void {
  save(svg, picture).catch((error: unknown) => {
    console.error(error)
    showToast({ title: failed, isProblem: true })
  })
}
