"""What sites write around their stories in other languages than English: labels, buttons, dates, invitations."""

import re

NEVER_PROSE = (
    # Spanish, Portuguese, Italian
    r"te puede interesar|le puede interesar|también te puede interesar|más información|lee también|lea además|"
    r"ver también|mira también|temas relacionados|noticias relacionadas|archivado en|etiquetas|publicidad|"
    r"fuente|fotos?|v[ií]deos?|galería|veja também|leia mais|saiba mais|relacionad[oa]s|publicidade|"
    r"leggi anche|per approfondire|pubblicità|"
    # French
    r"[àa] lire(?: aussi| également)?|lire (?:aussi|également|la suite)|voir aussi|sur le même sujet|"
    r"publicité|légende|crédits?|mots[- ]clés|thèmes?|"
    # German, Dutch, the languages of the north and east
    r"lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu)|lies auch|siehe auch|zum thema|themen|schlagwörter|anzeige|"
    r"werbung|quelle|bild|foto|lees (?:ook|meer)|bekijk ook|advertentie|läs (?:också|mer)|les (?:også|mer)|læs også|"
    r"lue myös|przeczytaj (?:także|też)|czytaj (?:także|więcej|dalej)|zobacz (?:też|także)|reklama|źródło|"
    # Turkish, Russian, Ukrainian, Indonesian
    r"ayrıca bak(?:ın(?:ız)?)?|ilgili haberler|reklam|kaynak|читайте (?:также|ещё)|читайте також|по теме|теги|источник|"
    r"реклама|baca juga|lihat juga|simak juga|"
    # Arabic, Persian, Hebrew
    r"اقرأ (?:أيضا|أيضًا|أيضاً|المزيد)|إقرأ أيضا|شاهد أيضا|مواضيع ذات صلة|أخبار ذات صلة|المصدر|إعلان|كلمات مفتاحية|"
    r"بیشتر بخوانید|منبع"
)
"""Labels before a headline or a name, with or without a colon; alone on their line they are buttons."""

BARE = (
    r"compartir(?: en .{1,20})?|guardar|comentarios?|\d+ ?comentarios|suscr[ií]b(?:ete|irse|irme)|"
    r"regístrate(?: gratis)?|lo más (?:visto|leído)|sobre la firma|copiar enlace|compartilhar|condividi|"
    r"partager|enregistrer|s['’]abonner|s['’]inscrire|les plus lus|réutiliser ce contenu|temps de lecture.{0,15}|"
    r"teilen|drucken|merken|meistgelesen|zur startseite|kommentare|"
    r"انتهای پیام|شارك|مشاركة|نسخ الرابط|الأكثر قراءة|حول هذه القصة|paylaş|поделиться|bagikan"
)

INVITATION = (
    r"(?:regístrate|suscríbete|inscríbete|síguenos|recib[ea] (?:cada|nuestro|las)|si tienes cuenta)\b|"
    r"(?:inscrivez|abonnez)-vous\b|suivez-nous\b|cet article est réservé|il vous reste \d|"
    r"chaque (?:matin|jour|semaine), (?:parcourez|recevez|retrouvez)|(?:la )?reproduction interdite|"
    r"(?:abonnieren sie|melden sie sich|folgen sie uns)\b|(?:über )?dieses thema (?:im programm|berichtete)\b|"
    r"(?:todos los derechos reservados|tous droits réservés|alle rechte vorbehalten|tutti i diritti riservati|"
    r"todos os direitos reservados|جميع الحقوق محفوظة|все права защищены)|"
    r"(?:اشترك في|تابعونا على|تابعنا على|انضم إلى قناة)"
)

DATED = (
    r"(?:publi(?:é|ée|cado|cada)|mis à jour|modifié|actuali[sz]ado|actualizada|stand:|veröffentlicht|aktualisiert|"
    r"pubblicato|aggiornato|опубликовано|обновлено|نُ?شر(?:ت)?(?: في)?|آخر تحديث|تاريخ النشر)\W{1,4}"
    r"(?:(?:le|el|am|il|em) )?\D{0,12}\d.{0,80}"
)


def either(*patterns: str) -> re.Pattern[str]:
    """Return a pattern of any of these, in whatever case."""
    return re.compile(rf"(?i)\W{{0,3}}(?:{'|'.join(patterns)})\W{{0,3}}")


LABELLED = re.compile(rf"(?i)\W{{0,3}}(?:{NEVER_PROSE})(?:\s*[:|»›>]\s*|\s+[-–—]\s+).{{0,280}}")
ALONE = either(NEVER_PROSE, BARE, DATED)
INVITES = re.compile(rf"(?i)\W{{0,3}}(?:{INVITATION})")
