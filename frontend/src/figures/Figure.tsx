// An exercise's figure. With `progress` it holds that pose; without, it plays by itself unless motion is unwelcome.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FigureData } from "../domain/plan";
import type { Rig } from "./pose";
import { drawnFor, withLimbsSwapped } from "./side";

type Drawing = typeof import("./drawing");

// Once loaded, figures are drawn with their screen.
let drawing: Drawing | undefined;

const LOOP_MS = 5_000;

interface Props {
  figure: FigureData;
  /** What it shows, in words; empty when the text beside it says so already. */
  alt: string;
  /** 0 start pose, 1 end pose. Left out: play in a loop. */
  progress?: number;
  /** The dose's or the step's side: the figure shows it, whichever side its poses were drawn for. */
  side?: string | undefined;
  still?: boolean;
}

/** Where motion is unwelcome, a figure that would play shows its poses side by side, as on paper. */
export function Figure(props: Props) {
  const plays = props.progress === undefined && !props.still;
  if (!plays || !matchMedia("(prefers-reduced-motion: reduce)").matches) return <Moving {...props} />;
  const picture = (
    <>
      {(props.figure.poses.length === 3 ? [0, 0.5, 1] : [0, 1]).map((at) => (
        <Moving key={at} {...props} alt="" progress={at} />
      ))}
    </>
  );
  if (!props.alt)
    return (
      <div class="figure-pair" aria-hidden="true">
        {picture}
      </div>
    );
  return (
    <div class="figure-pair" role="img" aria-label={props.alt}>
      {picture}
    </div>
  );
}

function Moving({ figure: original, alt, progress, side = "", still = false }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const rig = useRef<Rig | null>(null);
  const draw = useDrawing();
  const { mirrored, swaps } = drawnFor(original, side);
  const figure = useMemo(
    () => (swaps ? { ...original, poses: original.poses.map(withLimbsSwapped) } : original),
    [original, swaps],
  );

  useEffect(() => {
    const text = draw?.RIGS[figure.rig];
    if (!draw || !frame.current || !text) return;
    const person = draw.person();
    draw.paint(frame.current, person);
    rig.current = draw.makeRig(text, figure, person);
    rig.current.svg.setAttribute("aria-hidden", "true");
    frame.current.replaceChildren(rig.current.svg);
    draw.applyPose(rig.current, draw.tween(figure.poses, still ? 1 : (progress ?? 0)));
  }, [draw, figure, still]);

  useEffect(() => {
    if (draw && progress !== undefined && rig.current)
      draw.applyPose(rig.current, draw.tween(figure.poses, progress));
  }, [draw, figure, progress]);

  useEffect(() => {
    if (!draw || progress !== undefined || still) return;
    let request = 0;
    const move = (time: number) => {
      const at = loopProgress((time % LOOP_MS) / LOOP_MS);
      if (rig.current) draw.applyPose(rig.current, draw.tween(figure.poses, at));
      request = requestAnimationFrame(move);
    };
    request = requestAnimationFrame(move);
    return () => cancelAnimationFrame(request);
  }, [draw, figure, progress === undefined, still]);

  const className = mirrored ? "figure mirrored" : "figure";
  // Without words the figure only repeats what stands beside it.
  if (!alt) return <div class={className} ref={frame} aria-hidden="true" />;
  return <div class={className} ref={frame} role="img" aria-label={alt} />;
}

/** What draws figures, once it has loaded. Without it there are words and no figure. */
function useDrawing(): Drawing | undefined {
  const [found, setFound] = useState(drawing);
  useEffect(() => {
    if (found) return;
    import("./drawing").then(
      (loaded) => {
        drawing = loaded;
        setFound(loaded);
      },
      () => undefined,
    );
  }, []);
  return found;
}

/** Start, move out, hold, move back: eased, over one loop. */
function loopProgress(part: number): number {
  if (part < 0.15) return 0;
  if (part < 0.4) return ease((part - 0.15) / 0.25);
  if (part < 0.7) return 1;
  return 1 - ease(Math.min((part - 0.7) / 0.25, 1));
}

export function ease(part: number): number {
  return part * part * (3 - 2 * part);
}
