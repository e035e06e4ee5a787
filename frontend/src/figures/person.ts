// The person the figures show: the patient's choice, kept on this phone like the colors. It loads with the rigs.

export const BODIES = ["one", "two"] as const;
export const HAIRS = ["short", "long", "curly", "bun", "scarf", "none"] as const;

/** Skin and its shaded parts, from light to dark. */
export const SKINS: Record<string, readonly [string, string]> = {
  light: ["#f0c9ae", "#dcae90"],
  medium: ["#d9a27e", "#c48e6b"],
  tan: ["#c68a5e", "#b0764c"],
  brown: ["#9a6341", "#855233"],
  dark: ["#6a412b", "#573321"],
};
export const HAIR_COLORS: Record<string, string> = {
  brown: "#4a3428",
  black: "#23201f",
  blond: "#c79a4b",
  red: "#9a4a25",
  gray: "#9d9a96",
};

/** What of a person is a shape of the rig. */
export interface Shape {
  body: string;
  hair: string;
}

export interface Person extends Shape {
  skin: string;
  color: string;
}

export const NEUTRAL: Person = { body: "one", hair: "short", skin: "medium", color: "brown" };
const KEY = "nod-person";

/** The patient's choice; whatever is not known to this version is neutral. */
export function person(): Person {
  try {
    const kept = { ...NEUTRAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
    return {
      body: BODIES.find((each) => each === kept.body) ?? NEUTRAL.body,
      hair: HAIRS.find((each) => each === kept.hair) ?? NEUTRAL.hair,
      skin: Object.hasOwn(SKINS, kept.skin) ? kept.skin : NEUTRAL.skin,
      color: Object.hasOwn(HAIR_COLORS, kept.color) ? kept.color : NEUTRAL.color,
    };
  } catch {
    return NEUTRAL;
  }
}

export function setPerson(next: Person): void {
  localStorage.setItem(KEY, JSON.stringify(next));
}

/** Color a figure's frame. The neutral colors are the theme's own; others are mixed with what the theme says. */
export function paint(frame: HTMLElement, { skin, color }: Person): void {
  const set = (name: string, value: string | undefined) => {
    if (value) frame.style.setProperty(name, `color-mix(in srgb, ${value} var(--fig-keep), var(--fig-mix))`);
    else frame.style.removeProperty(name);
  };
  const [near, far] = skin === NEUTRAL.skin ? [] : (SKINS[skin] ?? []);
  set("--fig-skin", near);
  set("--fig-skin-far", far);
  set("--fig-hair", color === NEUTRAL.color ? undefined : HAIR_COLORS[color]);
}
