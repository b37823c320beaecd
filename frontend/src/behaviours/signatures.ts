import { all, on } from "../dom";

const INK = "#17242a";
const WIDTH = 6;

interface Pad {
  canvas: HTMLCanvasElement;
  field: HTMLInputElement;
}

function padOf(element: Element | null): Pad | undefined {
  const box = element?.closest("[data-signature]");
  const canvas = box?.querySelector("canvas");
  const field = box?.querySelector<HTMLInputElement>("input");
  return canvas && field ? { canvas, field } : undefined;
}

/** Where a pointer is in the drawing's own measure, which does not change when the page does. */
function place(canvas: HTMLCanvasElement, event: PointerEvent): [number, number] {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
}

function watch(canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext("2d");
  const pad = padOf(canvas);
  if (!pen || !pad) return;
  pen.strokeStyle = pen.fillStyle = INK;
  pen.lineWidth = WIDTH;
  pen.lineCap = pen.lineJoin = "round";
  let drawing: number | undefined;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || drawing !== undefined) return;
    drawing = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = place(canvas, event);
    pen.beginPath();
    pen.arc(x, y, WIDTH / 2, 0, 2 * Math.PI);
    pen.fill();
    pen.beginPath();
    pen.moveTo(x, y);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    // A quick hand is sampled more often than the page is drawn.
    for (const one of event.getCoalescedEvents?.() ?? [event]) pen.lineTo(...place(canvas, one));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = undefined;
      pad.field.value = canvas.toDataURL("image/png");
    });
  }
}

/** [data-signature]: a canvas to sign on with finger, pen or mouse; its hidden field carries the drawing. */
export function signatures(root: HTMLElement): void {
  for (const canvas of all<HTMLCanvasElement>(root, "[data-signature] canvas")) watch(canvas);
}

on("click", "[data-signature-clear]", (button) => {
  const pad = padOf(button);
  if (!pad) return;
  pad.canvas.getContext("2d")?.clearRect(0, 0, pad.canvas.width, pad.canvas.height);
  pad.field.value = "";
});
