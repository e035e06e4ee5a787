// Medicine of a day: the patient's own list for one-tap repeats, then the classes; doses are counted, names optional.
import { type DayFields, type Medicine, usualMedicines } from "../../domain/diary";
import { t } from "../../i18n";
import { HELPED } from "../../wire/choices";
import { snapshot } from "../state";
import { CLASSES, className, examplesOf, medicineName } from "./medicines";

interface Props {
  fields: DayFields;
  set: (change: DayFields) => void;
}

export function MedicineField({ fields, set }: Props) {
  const taken = fields.medicines ?? [];
  const same = (one: Medicine, other: Medicine) =>
    one.class === other.class && (one.name ?? "") === (other.name ?? "");
  const put = (next: Medicine[]) => set({ medicines: next });
  const add = (medicine: Medicine) =>
    taken.some((each) => same(each, medicine))
      ? put(taken.map((each) => (same(each, medicine) ? { ...each, doses: (each.doses ?? 1) + 1 } : each)))
      : put([...taken, { ...medicine, doses: 1 }]);
  const change = (place: number, next: Medicine | null) =>
    put(taken.flatMap((each, index) => (index !== place ? [each] : next ? [next] : [])));
  const usual = usualMedicines(snapshot.value?.days.values() ?? []).slice(0, 4);
  return (
    <fieldset class="stack">
      <legend>{t("diary.medicine")}</legend>
      {taken.map((medicine, place) => (
        <MedicineLine
          key={`${medicine.class}/${place}`}
          medicine={medicine}
          onChange={(next) => change(place, next)}
        />
      ))}
      {usual.length > 0 && (
        <div class="row">
          {usual.map((medicine) => (
            <button
              key={`${medicine.class}/${medicine.name ?? ""}`}
              type="button"
              class="chip"
              onClick={() => add(medicine)}
            >
              + {medicineName(medicine)}
            </button>
          ))}
        </div>
      )}
      <label class="field">
        <span class="small">{t("medicine.add")}</span>
        <select
          value=""
          onChange={(event) => {
            const kind = CLASSES.find((each) => each === event.currentTarget.value);
            if (kind) add({ class: kind });
            event.currentTarget.value = "";
          }}
        >
          <option value="">{t("medicine.choose")}</option>
          {CLASSES.map((kind) => (
            <option key={kind} value={kind}>
              {className(kind)}
              {examplesOf(kind) ? ` (${examplesOf(kind)})` : ""}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

interface LineProps {
  medicine: Medicine;
  /** With null it is taken out. */
  onChange: (next: Medicine | null) => void;
}

function MedicineLine({ medicine, onChange }: LineProps) {
  return (
    <div class="medicine stack">
      <div class="row between">
        <b>{className(medicine.class)}</b>
        <button type="button" class="button-quiet" onClick={() => onChange(null)}>
          {t("medicine.remove")}
          <span class="visually-hidden">: {medicineName(medicine)}</span>
        </button>
      </div>
      <div class="medicine-line">
        <label class="field">
          <span class="small">{t("medicine.name")}</span>
          <input
            type="text"
            maxLength={80}
            value={medicine.name ?? ""}
            placeholder={examplesOf(medicine.class).split(", ")[0] ?? ""}
            onInput={(event) => onChange({ ...medicine, name: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span class="small">{t("medicine.doses")}</span>
          <input
            type="number"
            inputMode="numeric"
            min={1}
            max={50}
            value={medicine.doses ?? 1}
            onInput={(event) =>
              onChange({ ...medicine, doses: Math.max(1, event.currentTarget.valueAsNumber || 1) })
            }
          />
        </label>
      </div>
      <div class="row">
        <span class="small soft">{t("medicine.helped")}</span>
        {HELPED.map((helped) => (
          <button
            key={helped}
            type="button"
            class="chip"
            aria-pressed={medicine.helped === helped}
            onClick={() => onChange({ ...medicine, helped: medicine.helped === helped ? null : helped })}
          >
            {t(`medicine.helped.${helped}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
