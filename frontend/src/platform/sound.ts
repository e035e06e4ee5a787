// Short tones through Web Audio: heard with the screen off, and no files to load.

let context: AudioContext | null = null;

/** Must be called from a tap once, or phones keep silent. */
export function unlockSound(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
  } catch {
    context = null;
  }
}

const TONES = {
  go: [{ pitch: 660, at: 0, length: 0.16 }],
  release: [{ pitch: 440, at: 0, length: 0.2 }],
  switch: [
    { pitch: 520, at: 0, length: 0.14 },
    { pitch: 520, at: 0.2, length: 0.14 },
  ],
  end: [
    { pitch: 523, at: 0, length: 0.5 },
    { pitch: 659, at: 0.25, length: 0.5 },
    { pitch: 784, at: 0.5, length: 0.9 },
  ],
};

export type Cue = keyof typeof TONES;

/** Vibrate where phones can: felt with the sound off, and in a pocket. */
export function buzz(cue: Cue): void {
  navigator.vibrate?.(cue === "end" ? [200, 100, 200] : 80);
}

/** Schedule cues on the audio clock; the returned function silences those not yet heard. Nothing without audio. */
export function schedule(cues: { cue: Cue; inMs: number }[]): () => void {
  if (context?.state !== "running") return () => undefined;
  const now = context.currentTime;
  const tones = cues.flatMap(({ cue, inMs }) => sound(context as AudioContext, cue, now + inMs / 1000));
  return () => {
    for (const tone of tones) tone.disconnect();
  };
}

function sound(audio: AudioContext, cue: Cue, from: number): AudioNode[] {
  return TONES[cue].map(({ pitch, at, length }) => {
    const start = from + at;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.28, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + length + 0.05);
    return volume;
  });
}
