// What the fast path leaves out: where, how it felt, what went with it, what it cost. Everything here is optional.
import {
  type DayFields,
  LOST_TIME,
  QUALITIES,
  type Region,
  type Sure,
  TRIGGERS,
  WITH_IT,
} from "../../domain/diary";
import { type Key, t } from "../../i18n";
import { Choice } from "../../ui/Choice";
import { PainScale } from "../../ui/PainScale";
import { RegionMap } from "./RegionMap";

interface Props {
  fields: DayFields;
  set: (change: DayFields) => void;
}

type ListName = "quality" | "with_it" | "trigger_other" | "lost_time";
const LISTS: Record<ListName, readonly string[]> = {
  quality: QUALITIES,
  with_it: WITH_IT,
  trigger_other: TRIGGERS,
  lost_time: LOST_TIME,
};

export function MoreFields({ fields, set }: Props) {
  return (
    <div class="stack roomy">
      {fields.headache === true && <OfTheHeadache fields={fields} set={set} />}
      <Choice
        label={t("diary.neck_stiff")}
        options={(["none", "some", "a_lot"] as const).map((value) => ({ value, text: t(`stiff.${value}`) }))}
        chosen={fields.neck_stiff ? [fields.neck_stiff] : []}
        onToggle={(value) => set({ neck_stiff: fields.neck_stiff === value ? null : value })}
      />
      <Several name="trigger_other" fields={fields} set={set} />
      <Several name="lost_time" none fields={fields} set={set} />
      <label class="field">
        <span>{t("diary.sleep_hours")}</span>
        <input
          type="number"
          inputMode="decimal"
          min={0}
          max={24}
          step={0.5}
          value={fields.sleep_hours ?? ""}
          onInput={(event) => {
            const hours = event.currentTarget.valueAsNumber;
            set({ sleep_hours: Number.isNaN(hours) ? null : Math.min(24, Math.max(0, hours)) });
          }}
        />
      </label>
      <PainScale
        label={t("diary.stress")}
        value={fields.stress}
        onChange={(stress) => set({ stress })}
        low={t("diary.none")}
        high={t("diary.stress.most")}
      />
    </div>
  );
}

function OfTheHeadache({ fields, set }: Props) {
  return (
    <>
      <RegionMap
        chosen={fields.regions ?? []}
        onToggle={(region) => set({ regions: toggled<Region>(fields.regions, region) })}
      />
      <label class="field">
        <span>{t("diary.onset_time")}</span>
        <input
          type="time"
          value={fields.onset_time?.slice(0, 5) ?? ""}
          onInput={(event) => set({ onset_time: event.currentTarget.value || null })}
        />
      </label>
      <PainScale
        label={t("diary.average_intensity")}
        value={fields.average_intensity}
        onChange={(average_intensity) => set({ average_intensity })}
        low={t("diary.none")}
        high={t("diary.most")}
      />
      <Several name="quality" fields={fields} set={set} />
      <YesNo name="side_same_as_usual" fields={fields} set={set} />
      <YesNo name="new_or_different" fields={fields} set={set} />
      <HowSure name="started_in_neck" fields={fields} set={set} />
      <HowSure name="trigger_neck_move" fields={fields} set={set} />
      <Several name="with_it" none fields={fields} set={set} />
      <YesNo name="worse_with_walking_stairs" fields={fields} set={set} />
    </>
  );
}

const toggled = <Item extends string>(list: Item[] | null | undefined, item: Item): Item[] =>
  list?.includes(item) ? list.filter((each) => each !== item) : [...(list ?? []), item];

/** Any of a list; with `none`, also that it was nothing of them. */
function Several({ name, none, fields, set }: Props & { name: ListName; none?: boolean }) {
  const options = LISTS[name].map((value) => ({ value, text: t(`${name}.${value}` as Key) }));
  if (none) options.push({ value: "", text: t("diary.nothing") });
  return (
    <Choice
      label={t(`diary.${name}`)}
      options={options}
      chosen={fields[name]?.length === 0 ? [""] : (fields[name] ?? [])}
      onToggle={(value) =>
        set({ [name]: value === "" ? [] : toggled<string>(fields[name], value) } as DayFields)
      }
    />
  );
}

function HowSure({ name, fields, set }: Props & { name: "started_in_neck" | "trigger_neck_move" }) {
  return (
    <Choice
      label={t(`diary.${name}`)}
      options={(["yes", "no", "not_sure"] as Sure[]).map((value) => ({ value, text: t(`sure.${value}`) }))}
      chosen={fields[name] ? [fields[name]] : []}
      onToggle={(value) => set({ [name]: fields[name] === value ? null : value })}
    />
  );
}

type YesNoName = "side_same_as_usual" | "new_or_different" | "worse_with_walking_stairs";

function YesNo({ name, fields, set }: Props & { name: YesNoName }) {
  return (
    <Choice
      label={t(`diary.${name}`)}
      options={[
        { value: "yes", text: t("headache.yes") },
        { value: "no", text: t("headache.no") },
      ]}
      chosen={fields[name] == null ? [] : [fields[name] ? "yes" : "no"]}
      onToggle={(value) => set({ [name]: fields[name] === (value === "yes") ? null : value === "yes" })}
    />
  );
}
