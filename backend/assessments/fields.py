"""Lists the fields of an examination: the form, the checks and the table's headings are made from this list. Pure.

Sources and definitions: exercises/sources.yaml and docs/numbers.md (flags). Every field may be left out.
"""

from dataclasses import dataclass

MOVES = ("flexion", "extension", "side_bend_left", "side_bend_right", "rotation_left", "rotation_right")
LEVELS = ("c0_1", "c1_2", "c2_3", "c3_4")
MUSCLES = ("suboccipital", "upper_trapezius", "levator", "sternocleidomastoid", "scalene", "temporalis", "masseter")
SIDES = ("left", "right")
GRADES = ("none", "mild", "marked")
NEURO = ("normal", "abnormal", "not_tested")


@dataclass(frozen=True)
class Field:
    """One field. `kind`: number (with `low`, `high`, whole), choice, choices (any number of them), yes_no or text."""

    name: str
    group: str
    title: str
    kind: str = "number"
    low: int = 0
    high: int = 10
    unit: str = ""
    choices: tuple[str, ...] = ()


def _words(name: str) -> str:
    return name.replace("_", " ")


def _joint(level: str, side: str) -> tuple[Field, ...]:
    group, name = "Upper neck joints", f"{level.upper().replace('_', '-')} {side}"
    mobility = ("normal", "slightly_stiff", "stiff", "loose", "not_tested")
    return (
        Field(f"{level}_{side}_mobility", group, name, "choice", choices=mobility),
        Field(f"{level}_{side}_pain", group, f"{name}, pain", unit="of 10"),
        Field(f"{level}_{side}_headache", group, f"{name}, headache reproduced", "yes_no"),
        Field(f"{level}_{side}_eases", group, f"{name}, eases with holding", "yes_no"),
    )


def _muscle(muscle: str, side: str) -> tuple[Field, ...]:
    group, name = "Soft tissue", f"{_words(muscle).capitalize()} {side}"
    return (
        Field(f"{muscle}_{side}_tender", group, f"{name}, tender", high=3, unit="of 3"),
        Field(f"{muscle}_{side}_headache", group, f"{name}, headache reproduced", "yes_no"),
    )


def _grade(muscle: str, side: str) -> Field:
    name = f"{_words(muscle).capitalize()} {side}"
    return Field(f"{muscle}_{side}_grade", "Strength and thorax", name, high=5, unit="of 5")


def _fields() -> list[Field]:
    today = [
        Field("symptom_today", "Today", "Pain today", high=10, unit="of 10"),
        Field(
            "device",
            "Today",
            "Range measured with",
            "choice",
            choices=("crom", "inclinometer", "goniometer", "phone", "estimate"),
        ),
        Field("position_notes", "Today", "Position", "text"),
    ]
    motion = [
        field
        for move in MOVES
        for field in (
            Field(f"{move}_deg", "Range of motion", _words(move).capitalize(), high=100, unit="°"),
            Field(f"{move}_pain", "Range of motion", f"{_words(move).capitalize()}, pain", unit="of 10"),
            Field(f"{move}_headache", "Range of motion", f"{_words(move).capitalize()}, headache reproduced", "yes_no"),
        )
    ]
    rotation = [
        field
        for side in SIDES
        for field in (
            Field(f"frt_{side}_deg", "Flexion-rotation test", f"Flexion-rotation test, {side}", high=90, unit="°"),
            Field(f"frt_{side}_pain", "Flexion-rotation test", f"Pain, {side}", unit="of 10"),
            Field(f"frt_{side}_headache", "Flexion-rotation test", f"Headache reproduced, {side}", "yes_no"),
        )
    ]
    endurance = [
        Field(
            "ccft_stage_mmhg",
            "Neck flexors and extensors",
            "Craniocervical flexion test",
            "choice",
            unit="mmHg",
            choices=("20", "22", "24", "26", "28", "30"),
        ),
        Field("ccft_reps", "Neck flexors and extensors", "Repetitions at that stage"),
        Field(
            "ccft_compensation",
            "Neck flexors and extensors",
            "Compensation",
            "choices",
            choices=("scm", "retraction", "head_lift", "breath_hold", "jerky"),
        ),
        Field("dnf_endurance_s", "Neck flexors and extensors", "Deep neck flexor hold", high=300, unit="s"),
        Field("extensor_endurance_s", "Neck flexors and extensors", "Neck extensor hold", high=600, unit="s"),
        Field("test_variant", "Neck flexors and extensors", "Test variant", "text"),
    ]
    joints = [field for level in LEVELS for side in SIDES for field in _joint(level, side)]
    tissue = [field for muscle in MUSCLES for side in SIDES for field in _muscle(muscle, side)]
    posture = [
        Field("head_forward", "Posture", "Head forward", "choice", choices=GRADES),
        Field("craniovertebral_angle_deg", "Posture", "Craniovertebral angle", high=90, unit="°"),
        Field("shoulder_round", "Posture", "Shoulders round", "choice", choices=GRADES),
        Field("thoracic_kyphosis", "Posture", "Thoracic kyphosis", "choice", choices=GRADES),
        Field("posture_correctable", "Posture", "Correctable", "yes_no"),
        Field("pain_change_on_correction", "Posture", "Pain change on correction", low=-10, high=10),
    ]
    strength = [
        *(_grade(muscle, side) for muscle in ("lower_trapezius", "middle_trapezius", "serratus") for side in SIDES),
        Field("neck_flexion_n", "Strength and thorax", "Neck flexion", high=600, unit="N"),
        Field("neck_extension_n", "Strength and thorax", "Neck extension", high=600, unit="N"),
        Field("thoracic_rotation_left_deg", "Strength and thorax", "Thoracic rotation left", high=90, unit="°"),
        Field("thoracic_rotation_right_deg", "Strength and thorax", "Thoracic rotation right", high=90, unit="°"),
        Field("thoracic_extension", "Strength and thorax", "Thoracic extension", "choice", choices=("normal", "stiff")),
    ]
    screens = [
        *(
            Field(name, "Nerve and safety screens", title, "choice", choices=NEURO)
            for name, title in (
                *(("reflexes", "Reflexes"), ("myotomes", "Myotomes"), ("dermatomes", "Dermatomes")),
                *(("hoffmann_left", "Hoffmann left"), ("hoffmann_right", "Hoffmann right")),
                *(("clonus", "Clonus"), ("babinski", "Babinski"), ("tandem_gait", "Tandem gait")),
                *(("grip_release_10s", "Grip and release, 10 s"), ("sharp_purser", "Sharp-Purser test")),
                *(("alar", "Alar ligament test"), ("cranial_nerves", "Cranial nerves")),
            )
        ),
        Field("bp_systolic", "Nerve and safety screens", "Blood pressure, upper", low=50, high=280, unit="mmHg"),
        Field("bp_diastolic", "Nerve and safety screens", "Blood pressure, lower", low=30, high=180, unit="mmHg"),
        Field("pulse_notes", "Nerve and safety screens", "Pulses", "text"),
        Field("tmj_screen", "Nerve and safety screens", "Jaw joint screen clear", "yes_no"),
        Field("vestibular_screen", "Nerve and safety screens", "Vestibular screen clear", "yes_no"),
        Field("concussion_screen", "Nerve and safety screens", "Concussion screen clear", "yes_no"),
    ]
    return [*today, *motion, *rotation, *endurance, *joints, *tissue, *posture, *strength, *screens]


FIELDS = tuple(_fields())
