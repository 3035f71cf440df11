/** So much is held by the page itself. */
const PIECE_BYTES = 8 * 1024 * 1024;

/**
 * Gathers a stream into a file. What has come is handed to the browser piece by piece as Blobs, which
 * it keeps outside the page and, when they are large, on disk: the page itself never holds more than
 * one piece, however large the file becomes. Writing straight to disk would need a file picker that
 * only some browsers have, and a plain link could carry no session, show no progress and tell no failure.
 *
 * @throws what the stream ends with, and then there is no file: half an export must not look like one
 */
export async function gatherFile(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  onChunk: (chunk: Uint8Array) => void
): Promise<Blob> {
  const reader = body.getReader();
  const pieces: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const handOver = () => {
    pieces.push(new Blob(waiting));
    waiting = [];
    size = 0;
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    onChunk(value);
    waiting.push(value as Uint8Array<ArrayBuffer>);
    size += value.byteLength;
    if (size >= PIECE_BYTES) handOver();
  }
  handOver();
  return new Blob(pieces, { type: contentType });
}

/** Long enough for any browser to have begun to read the file. */
const KEEP_MS = 60_000;

/** Gives a file to the reader as a download. */
export function saveFile(file: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
