// Where it hurts: a head from the front and from behind; each region is a button, left and right as the patient feels.
import type { Region } from "../../domain/diary";
import { type Key, t } from "../../i18n";
import { AREAS } from "../../wire/choices";
import type { OneOf } from "../../wire/shapes";

type Area = OneOf<typeof AREAS>;

/** Ellipses in a 200 x 200 box for the patient's right half of each view; the other half is mirrored. */
const FRONT: Partial<Record<Area, [number, number, number, number]>> = {
  top: [78, 30, 20, 13],
  forehead: [80, 62, 19, 14],
  temple: [51, 74, 9, 17],
  behind_eye: [79, 92, 14, 10],
  face_jaw: [76, 130, 17, 20],
};
const BACK: Partial<Record<Area, [number, number, number, number]>> = {
  back_of_head: [121, 66, 20, 28],
  behind_ear: [147, 92, 9, 13],
  under_skull: [119, 111, 17, 10],
  upper_neck: [116, 133, 13, 11],
  lower_neck: [117, 157, 14, 11],
  shoulder_top: [153, 172, 24, 11],
};

interface Props {
  chosen: Region[];
  onToggle: (region: Region) => void;
}

export function RegionMap({ chosen, onToggle }: Props) {
  return (
    <fieldset class="stack">
      <legend>{t("diary.regions")}</legend>
      <div class="region-maps">
        <View name="region.front" areas={FRONT} facing chosen={chosen} onToggle={onToggle} />
        <View name="region.back" areas={BACK} facing={false} chosen={chosen} onToggle={onToggle} />
      </div>
      <p class="small soft">
        {chosen.length > 0 ? chosen.map((region) => nameOf(region)).join(", ") : t("diary.regions.hint")}
      </p>
    </fieldset>
  );
}

function nameOf(region: Region): string {
  const side = region.endsWith("_left") ? "left" : "right";
  const area = AREAS.find((each) => regionOf(each, side) === region);
  return area ? `${t(`region.${area}`)} (${t(`diary.side.${side}`).toLowerCase()})` : "";
}

function regionOf(area: Area, side: "left" | "right"): Region {
  return `${area}_${side}`;
}

interface ViewProps extends Props {
  name: Key;
  areas: Partial<Record<Area, [number, number, number, number]>>;
  /** Seen from the front, the patient's right is on the left of the picture; from behind it is on the right. */
  facing: boolean;
}

function View({ name, areas, facing, chosen, onToggle }: ViewProps) {
  const spots = AREAS.flatMap((area) => {
    const place = areas[area];
    if (!place) return [];
    const [x, y, rx, ry] = place;
    const onLeftOfPicture = x < 100;
    const side = (left: boolean) => (left === facing ? "right" : "left");
    return [
      { region: regionOf(area, side(onLeftOfPicture)), x, y, rx, ry },
      { region: regionOf(area, side(!onLeftOfPicture)), x: 200 - x, y, rx, ry },
    ];
  });
  return (
    <figure class="region-view">
      <svg viewBox="0 0 200 200">
        <title>{t(name)}</title>
        <path
          class="region-body"
          d="M4 200c6-22 34-26 56-32 12-4 16-12 16-24v-8c-16-10-26-30-28-52C44 44 66 14 100 14s56 30 52 70c-2 22-12 42-28 52v8c0 12 4 20 16 24 22 6 50 10 56 32z"
        />
        {facing && (
          <path class="region-face" d="M74 96q7-5 14 0M112 96q7-5 14 0M100 98l-5 22h10M84 138q16 10 32 0" />
        )}
        {spots.map(({ region, x, y, rx, ry }) => (
          // biome-ignore lint/a11y/useSemanticElements: a button element cannot be drawn inside a picture
          <ellipse
            key={region}
            class="region-spot"
            cx={x}
            cy={y}
            rx={rx}
            ry={ry}
            role="button"
            tabIndex={0}
            aria-pressed={chosen.includes(region)}
            aria-label={nameOf(region)}
            onClick={() => onToggle(region)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              onToggle(region);
            }}
          />
        ))}
      </svg>
      <figcaption class="small soft">{t(name)}</figcaption>
    </figure>
  );
}
