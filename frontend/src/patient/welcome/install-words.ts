// How to put Nod on the home screen, in words. They load with the coach, not with Today.
import { speaker } from "../../i18n";

export const en = {
  title: "Put Nod on your home screen",
  why: "Then it opens with one tap, works offline, and can remind you.",
  done: "Nod is on your home screen.",
  button: "Install Nod",
  "ios.1": "Tap Share in Safari.",
  "ios.2": "Choose “Add to Home Screen”.",
  "ios.3": "Open Nod from there and sign in once more.",
  "android.1": "Open the browser’s menu.",
  "android.2": "Choose “Install app” or “Add to Home screen”.",
  "android.3": "Open Nod from your home screen.",
  "desktop.1": "Look for the install icon in the address bar.",
  "desktop.2": "Choose “Install”.",
  "desktop.3": "It works even better on your phone. Open this page there.",
};

export const es: Record<keyof typeof en, string> = {
  title: "Pon Nod en tu pantalla de inicio",
  why: "Así se abre con un toque, funciona sin conexión y puede enviarte recordatorios.",
  done: "Nod está en tu pantalla de inicio.",
  button: "Instalar Nod",
  "ios.1": "Toca Compartir en Safari.",
  "ios.2": "Elige “Agregar a inicio”.",
  "ios.3": "Abre Nod desde ahí e inicia sesión otra vez.",
  "android.1": "Abre el menú del navegador.",
  "android.2": "Elige “Instalar app” o “Agregar a la pantalla principal”.",
  "android.3": "Abre Nod desde tu pantalla de inicio.",
  "desktop.1": "Busca el ícono de instalar en la barra de direcciones.",
  "desktop.2": "Elige “Instalar”.",
  "desktop.3": "En el teléfono es aún mejor: abre esta página ahí.",
};

export const say = speaker({ en, es });
