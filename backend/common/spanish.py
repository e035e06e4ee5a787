"""What the server says to a patient, in Spanish: the English sentence -> the Spanish one. Pure.

`{name}` stands for what the sentence is filled with. Django REST framework has Spanish of its own, but it says usted.
A sentence that a patient can meet and that is missing here fails tests/architecture/test_spanish.py.
"""

import re
from functools import cache

OURS = {
    "Please agree before you continue.": "Acepta antes de continuar.",
    "This code doesn’t work.": "Este código no sirve.",
    "Nod can’t use this address. Try another one.": "Nod no puede usar esta dirección. Prueba con otra.",
    "Please use another email address.": "Usa otro correo electrónico.",
    "Please sign in again first, so that we know it’s you.": "Primero inicia sesión otra vez, para confirmar que eres tú.",
    "This is larger than 1 MB. Send it in smaller parts.": "El mensaje pesa más de 1 MB. Envíalo en partes más pequeñas.",
    "This page doesn’t exist, or you don’t have access to it.": "Aquí no hay nada, o no es para ti.",
    "This change came from another site. Open Nod itself and try again.": "Otro sitio pidió este cambio. Abre Nod y vuelve a intentarlo.",
    "The email couldn’t be sent. Check the address, or try again in a minute.": "No se pudo enviar el correo. Revisa la dirección o vuelve a intentarlo en un minuto.",
    "Nod is busy right now. Nothing is lost. Try again in a moment.": "Nod está ocupado por un momento. No se pierde nada; vuelve a intentarlo en un rato.",
    "This day is more than 7 days ago, so it is closed. Ask your therapist to change it.": "Este día fue hace más de 7 días, así que ya está cerrado. Dile a tu terapeuta qué hay que cambiar.",
    "That's enough tests for now. Try again later.": "Ya hiciste bastantes pruebas por ahora. Inténtalo más tarde.",
    "Confirm that you are sure.": "Confirma que quieres hacerlo.",
    "This version of Nod is too old to sync. Update it. Nothing on the phone is lost.": "Esta versión de Nod es demasiado antigua. Actualízala; no se pierde nada en el teléfono.",
    "A day has 1440 minutes. Enter other days on their own dates.": "Un día tiene 1440 minutos; anota los demás días en su fecha.",
    "Enter the time as hours and minutes, such as 08:30.": "Escribe la hora con horas y minutos, como 08:30.",
    "Someone else is signed in on this device. Sign in as yourself to continue.": "En este dispositivo hay otra persona con la sesión iniciada. Inicia sesión con tu cuenta para continuar.",
    # Of every route
    "The connection was too slow. Nothing is lost. Try again in a moment.": "La conexión fue demasiado lenta. No se pierde nada; vuelve a intentarlo en un momento.",
    "There is nothing at this address.": "No hay nada en esta dirección.",
    "Some fields need a change.": "Hay que corregir algunos campos.",
    "This is not valid JSON: {error}.": "Esto no es JSON válido: {error}.",
    "Enter an email address like name@example.com.": "Escribe un correo electrónico como nombre@ejemplo.com.",
    "This is not a known time zone.": "Esta zona horaria no se conoce.",
    # Getting in
    "Nod can keep a diary for you only if you agree to it.": "Nod solo puede guardar tu diario si lo aceptas.",
    "Please choose another password.": "Elige otra contraseña.",
    "Check the letters, or ask your therapist for a new code.": "Revisa las letras o pide un código nuevo a tu terapeuta.",
    "Too many wrong codes. Wait a while, then try again.": "Demasiados códigos incorrectos. Espera un rato y vuelve a intentarlo.",
    "Too many tries. Wait a while, then try again, or sign in with a code we email you.": "Demasiados intentos. Espera un rato y vuelve a intentarlo, o inicia sesión con un código que te enviamos por correo.",
    "This is not valid JSON.": "Esto no es JSON válido.",
    "This is easy to guess. Try a few unrelated words.": "Es fácil de adivinar. Prueba con varias palabras sin relación entre sí.",
    "Your password can’t be easy to guess.": "Tu contraseña no puede ser fácil de adivinar.",
    # What a phone sends
    "This day hasn't come yet. Choose today or an earlier day.": "Este día todavía no llega. Elige hoy o un día anterior.",
    "The session ends before it starts. Check the phone's clock.": "La sesión termina antes de empezar. Revisa el reloj del teléfono.",
    "A session cannot be longer than a day.": "Una sesión no puede durar más de un día.",
    "The phone's clock was wrong when this was written. Set date and time on the phone, then enter it again.": "El "
    "reloj del teléfono estaba mal cuando se escribió esto. Ajusta su fecha y hora y vuelve a escribirlo.",
    "This cannot be stored: {why}.": "Esto no se puede guardar: {why}.",
    "Nod could not store this entry. It stays on this phone; please tell your therapist.": "Nod no pudo guardar esta "
    "anotación. Se queda en este teléfono; dile a tu terapeuta.",
    "A record is a JSON object.": "Una anotación es un objeto JSON.",
    "Known types: {known}.": "Tipos conocidos: {known}.",
    "This id already belongs to another record.": "Este número ya es de otra anotación.",
    "This lists more than 100 items.": "Esto tiene más de 100 elementos.",
    "A name here is longer than 200 characters.": "Uno de los nombres tiene más de 200 caracteres.",
    "This day was changed too many times. Send your therapist a message instead.": (
        "Este día se cambió demasiadas veces. Mejor envíale un mensaje a tu terapeuta."
    ),
    "This program is not yours, or is gone.": "Este programa no es tuyo o ya no existe.",
    "This exercise is not in that program.": "Este ejercicio no está en ese programa.",
    "There is no such measure.": "Esa medida no existe.",
    "There is no such safety question.": "Esa pregunta de seguridad no existe.",
    "Choose a number from {low} to {high}.": "Elige un número de {low} a {high}.",
    "Time cannot be negative.": "El tiempo no puede ser negativo.",
    "Choose 0 to 28 days: four weeks have 28.": "Elige de 0 a 28 días: cuatro semanas tienen 28.",
    # Reminders and rights
    "A reminder of this kind has {expected}.": "Esta clase de recordatorio tiene otra hora del día.",
    "Expected the same day as “away_from”, or a later one.": "Elige el mismo día que el primero, o uno más tarde.",
    "Nod did not make this receipt.": "Este recibo no es de Nod.",
    "Nod has no such key any more. Subscribe again.": "Nod ya no tiene esa clave. Activa otra vez las notificaciones.",
    "Nod does not know this push service.": "Nod no conoce este servicio de notificaciones.",
    "Expected {length} bytes as base64url.": "Se esperaban {length} bytes en base64url.",
    "PDF needs the library Pango on the server (libpangoft2-1.0-0). The print view has the same page.": "El servidor no puede crear el PDF. La vista para imprimir tiene la misma página.",
    "There is no running program to print. Assign one first.": "No hay un programa activo para imprimir.",
}
# Django REST framework's own sentences, and those of Django's checks of passwords.
FRAMEWORK = {
    "This password is too short. It must contain at least {min_length} characters.": "La contraseña es demasiado corta. Usa {min_length} caracteres o más.",
    "This password is too short. It must contain at least {min_length} character.": "La contraseña es demasiado corta. Usa {min_length} carácter o más.",
    "This password is too common.": "Muchas personas usan esta contraseña. Elige otra.",
    "This password is entirely numeric.": "Los números solos son fáciles de adivinar. Agrega palabras.",
    "The password is too similar to the {name}.": "La contraseña se parece demasiado a tus datos. Elige otra.",
    "Authentication credentials were not provided.": "Inicia sesión para continuar.",
    "Incorrect authentication credentials.": "Inicia sesión para continuar.",
    "You do not have permission to perform this action.": "No tienes permiso para hacer esto.",
    "CSRF Failed: {reason}": "La página es demasiado antigua. Recárgala y vuelve a intentarlo.",
    "Not found.": "No se encontró.",
    "Invalid input.": "Los datos no son válidos.",
    "Malformed request.": "La solicitud no es válida.",
    "A server error occurred.": "Algo falló en el servidor.",
    "Method “{method}” not allowed.": "No se puede usar “{method}” aquí.",
    'Method "{method}" not allowed.': "No se puede usar “{method}” aquí.",
    "Could not satisfy the request Accept header.": "No se puede contestar en el formato pedido.",
    'Unsupported media type "{media_type}" in request.': "No se acepta el formato “{media_type}”.",
    "Request was throttled.": "Demasiados intentos. Vuelve a intentarlo más tarde.",
    "Request was throttled. Expected available in {wait} second.": "Demasiados intentos. Vuelve a intentarlo en {wait} segundo.",
    "Request was throttled. Expected available in {wait} seconds.": "Demasiados intentos. Vuelve a intentarlo en {wait} segundos.",
    "This field is required.": "Este campo es obligatorio.",
    "This field may not be null.": "Este campo no puede quedar vacío.",
    "This field may not be blank.": "Este campo no puede quedar vacío.",
    "Must be a valid boolean.": "Elige sí o no.",
    "Not a valid string.": "Escribe un texto.",
    "Ensure this field has no more than {max_length} characters.": "Escribe {max_length} caracteres o menos.",
    "Ensure this field has at least {min_length} characters.": "Escribe {min_length} caracteres o más.",
    "Ensure this value has at most {limit_value} character (it has {show_value}).": "Escribe {limit_value} carácter o menos (hay {show_value}).",
    "Ensure this value has at most {limit_value} characters (it has {show_value}).": "Escribe {limit_value} caracteres o menos (hay {show_value}).",
    "Null characters are not allowed.": "El texto tiene un carácter que no se puede guardar.",
    "Surrogate characters are not allowed: U+{code_point}.": "El texto tiene un carácter que no se puede guardar.",
    "Enter a valid email address.": "Escribe un correo electrónico válido.",
    "This value does not match the required pattern.": "El texto no tiene la forma esperada.",
    "Enter a valid value.": "El texto no tiene la forma esperada.",
    'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.': "Usa solo letras, números y guiones.",
    'Enter a valid "slug" consisting of Unicode letters, numbers, underscores, or hyphens.': "Usa solo letras, números y guiones.",
    "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.": "Usa solo letras, números y guiones.",
    "Enter a valid URL.": "Escribe una dirección web válida.",
    "Must be a valid UUID.": "Se esperaba un UUID.",
    "“{value}” is not a valid UUID.": "Se esperaba un UUID.",
    "A valid integer is required.": "Escribe un número entero.",
    "A valid number is required.": "Escribe un número.",
    "Integer value too large to convert to float": "El número es demasiado grande.",
    "String value too large.": "El número es demasiado largo.",
    "Ensure this value is less than or equal to {max_value}.": "Elige {max_value} o menos.",
    "Ensure this value is greater than or equal to {min_value}.": "Elige {min_value} o más.",
    "Datetime has wrong format. Use one of these formats instead: {format}.": "La fecha y la hora no tienen la forma esperada: {format}.",
    "Expected a datetime but got a date.": "Falta la hora.",
    'Invalid datetime for the timezone "{timezone}".': "Esa hora no existe en la zona horaria “{timezone}”.",
    "Datetime value out of range.": "La fecha no es válida.",
    "Date has wrong format. Use one of these formats instead: {format}.": "La fecha no tiene la forma esperada: {format}.",
    "Expected a date but got a datetime.": "Escribe solo la fecha, sin la hora.",
    "Time has wrong format. Use one of these formats instead: {format}.": "La hora no tiene la forma esperada: {format}.",
    '"{input}" is not a valid choice.': "“{input}” no es una de las opciones.",
    'Expected a list of items but got type "{input_type}".': "Se esperaba una lista.",
    "This list may not be empty.": "La lista no puede quedar vacía.",
    "This selection may not be empty.": "Elige al menos una opción.",
    "Ensure this field has no more than {max_length} elements.": "Elige {max_length} o menos.",
    "Ensure this field has at least {min_length} elements.": "Elige {min_length} o más.",
    'Expected a dictionary of items but got type "{input_type}".': "Se esperaba un objeto JSON.",
    "This dictionary may not be empty.": "El objeto JSON no puede quedar vacío.",
    "Value must be valid JSON.": "El valor debe ser JSON válido.",
    "Invalid data. Expected a dictionary, but got {datatype}.": "Se esperaba un objeto JSON.",
}
SPANISH = {**OURS, **FRAMEWORK}
_NAME = re.compile(r"\{(\w+)\}")


def in_spanish(sentence: str) -> str | None:
    """Return the Spanish of a sentence that the server says; None for one that is not in the table."""
    if sentence in SPANISH:
        return SPANISH[sentence]
    for pattern, spanish in _filled():
        if match := pattern.fullmatch(sentence):
            return _NAME.sub(lambda name: match[name[1]], spanish)
    return None


@cache
def _filled() -> list[tuple[re.Pattern[str], str]]:
    """Return a pattern for each sentence that is filled in, and its Spanish."""
    return [(_pattern(english), spanish) for english, spanish in SPANISH.items() if _NAME.search(english)]


def _pattern(english: str) -> re.Pattern[str]:
    parts = _NAME.split(english)
    texts, names = map(re.escape, parts[::2]), parts[1::2]
    groups = [f"(?P<{name}>.+)" for name in names]
    return re.compile("".join(each for pair in zip(texts, [*groups, ""], strict=True) for each in pair), re.DOTALL)
