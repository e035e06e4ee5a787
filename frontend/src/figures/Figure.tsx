// An exercise's figure. With `progress` it holds that pose; without, it plays by itself unless motion is unwelcome.
import { useEffect, useRef } from "preact/hooks";
import type { FigureData } from "../domain/plan";
import { applyPose, makeRig, type Rig, tween } from "./pose";
import { RIGS } from "./rigs";

const LOOP_MS = 5_000;

interface Props {
  figure: FigureData;
  /** What it shows, in words; empty when the text beside it says so already. */
  alt: string;
  /** 0 start pose, 1 end pose. Left out: play in a loop. */
  progress?: number;
  /** Shown for the other side of the body. */
  mirrored?: boolean;
  still?: boolean;
}

/** Where motion is unwelcome, a figure that would play shows its first and last pose side by side. */
export function Figure(props: Props) {
  const plays = props.progress === undefined && !props.still;
  if (!plays || !matchMedia("(prefers-reduced-motion: reduce)").matches) return <Moving {...props} />;
  const picture = (
    <>
      <Moving {...props} alt="" progress={0} />
      <Moving {...props} alt="" progress={1} />
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

function Moving({ figure, alt, progress, mirrored = false, still = false }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const rig = useRef<Rig | null>(null);

  useEffect(() => {
    const text = RIGS[figure.rig];
    if (!frame.current || !text) return;
    rig.current = makeRig(text, figure);
    rig.current.svg.setAttribute("aria-hidden", "true");
    frame.current.replaceChildren(rig.current.svg);
    applyPose(rig.current, tween(figure.poses, still ? 1 : 0));
  }, [figure, still]);

  useEffect(() => {
    if (progress !== undefined && rig.current) applyPose(rig.current, tween(figure.poses, progress));
  }, [figure, progress]);

  useEffect(() => {
    if (progress !== undefined || still) return;
    let request = 0;
    const draw = (time: number) => {
      if (rig.current) applyPose(rig.current, tween(figure.poses, loopProgress((time % LOOP_MS) / LOOP_MS)));
      request = requestAnimationFrame(draw);
    };
    request = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(request);
  }, [figure, progress === undefined, still]);

  const className = mirrored ? "figure mirrored" : "figure";
  // Without words the figure only repeats what stands beside it.
  if (!alt) return <div class={className} ref={frame} aria-hidden="true" />;
  return <div class={className} ref={frame} role="img" aria-label={alt} />;
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
