"""The classes of medicine that the diary knows. Pure."""

MEDICINE_CLASSES = (
    "simple",
    "triptan",
    "ergot",
    "opioid",
    "combination",
    "gepant_ditan",
    "muscle_relaxant",
    "preventive",
    "other",
)
