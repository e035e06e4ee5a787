// The lock's words, beside its screens: they load with them, not with the first screen.
import { speaker } from "../../i18n";

export const en = {
  title: "Lock Nod on this phone",
  text: "Ask for a PIN after Nod has been in the background for 5 minutes. “I feel unwell” opens without it.",
  on: "Nod asks for your PIN after 5 minutes in the background.",
  pin: "PIN, 4 to 8 digits",
  again: "The same PIN again",
  differ: "The two PINs don't match.",
  digits: "Use 4 to 8 digits.",
  turnOn: "Turn on the lock",
  turnOff: "Turn off the lock",
  locked: "Nod is locked",
  your: "Your PIN",
  open: "Unlock",
  wrong: "That isn't your PIN. You can try {n} more {n|time|times}.",
  over: "Too many wrong PINs. Sign in again to open Nod.",
  forgot: "Forgot your PIN?",
  forgotText: "Sign in again. Your entries stay on this phone, and the lock is turned off.",
};

export const es: typeof en = {
  title: "Bloquear Nod en este teléfono",
  text: "Pedir un PIN cuando Nod lleve 5 minutos en segundo plano. “Me siento mal” se abre sin él.",
  on: "Nod pide tu PIN después de 5 minutos en segundo plano.",
  pin: "PIN, de 4 a 8 números",
  again: "El mismo PIN otra vez",
  differ: "Los dos PIN no son iguales.",
  digits: "Usa de 4 a 8 números.",
  turnOn: "Activar el bloqueo",
  turnOff: "Desactivar el bloqueo",
  locked: "Nod está bloqueado",
  your: "Tu PIN",
  open: "Desbloquear",
  wrong: "Ese no es tu PIN. Puedes intentarlo {n} {n|vez|veces} más.",
  over: "Demasiados intentos. Inicia sesión de nuevo para abrir Nod.",
  forgot: "¿Olvidaste tu PIN?",
  forgotText: "Inicia sesión de nuevo. Tus registros siguen en este teléfono y el bloqueo se desactiva.",
};

export const say = speaker({ en, es });
