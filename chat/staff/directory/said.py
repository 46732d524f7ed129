"""The sentences that are shown after something was done, by their key in the address."""

SAID = {
    "skapad": "Aktiviteten är sparad. Nedan står vad som saknas innan den kan visas.",
    "sparad": "Ändringarna är sparade.",
    "oforandrad": "Inget var ändrat, så inget sparades.",
    "godkand": "Aktiviteten är godkänd.",
    "vantar": "Aktiviteten väntar nu på att godkännas.",
    "undanhallen": "Aktiviteten hålls inne och visas inte.",
    "kontrollerad": "Kontrollen är sparad.",
    "borttagen": "Aktiviteten är borttagen ur listan. Den kan läggas tillbaka.",
    "tillbaka": "Aktiviteten ligger i listan igen.",
    "aterstalld": "Det tidigare värdet är tillbaka.",
    "slappt": "Källan bestämmer igen. Värdet byts vid nästa hämtning.",
    "samma": "Paret är avgjort: samma aktivitet. Den ena är borttagen ur listan.",
    "inte_samma": "Paret är avgjort: två olika aktiviteter.",
    "angrat": "Beslutet är ångrat.",
    "letat": "Hela listan är genomsökt efter dubbletter.",
    "hanterad": "Anmälan är hanterad.",
}
