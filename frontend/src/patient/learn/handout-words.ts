// The words of the handout that is printed from the phone: paper opens no app.
import { speaker } from "../../i18n";

export const en = {
  stop: "Stop at once if you get new dizziness or faintness, double vision, trouble speaking or swallowing, numbness or weakness in the face, an arm or a leg, or a sudden very bad headache. Call {number}.",
};

export const es: Record<keyof typeof en, string> = {
  stop: "Detente de inmediato si tienes mareo nuevo o sientes que te vas a desmayar, visión doble, dificultad para hablar o tragar, entumecimiento o debilidad en la cara, un brazo o una pierna, o un dolor de cabeza repentino y muy fuerte. Llama al {number}.",
};

export const say = speaker({ en, es });
