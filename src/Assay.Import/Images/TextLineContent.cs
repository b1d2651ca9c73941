using System.Text;

namespace Assay.Import.Images;

/// <summary>Makes up what a line says: words, numbers, dates, prices and codes, as they stand on labels and receipts.</summary>
internal static class TextLineContent
{
    private static readonly string[] Words =
    [
        "about", "account", "address", "always", "amount", "autumn", "balance", "before", "between", "bottle", "bridge", "calendar",
        "carbon", "chapter", "city", "coffee", "company", "copper", "customer", "daily", "delivery", "direction", "dozen", "early",
        "engine", "every", "exit", "factory", "figure", "fresh", "garden", "glass", "green", "half", "harbour", "heavy", "hotel",
        "invoice", "island", "journey", "kitchen", "language", "letter", "library", "light", "machine", "market", "meeting", "minute",
        "model", "morning", "mountain", "north", "notice", "number", "office", "orange", "order", "paper", "people", "place", "plan",
        "platform", "price", "quality", "question", "railway", "receipt", "river", "school", "second", "service", "silver", "south",
        "station", "street", "sugar", "summer", "table", "theatre", "ticket", "today", "total", "train", "travel", "under", "value",
        "village", "water", "weather", "window", "winter", "yellow", "zone", "straße", "façade", "niño", "élève", "größe", "übung",
        "молоко", "поезд", "город", "улица", "книга", "σήμερα", "νερό", "δρόμος",
    ];

    private const string CodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    public static string Create(ref SeededRandom random)
    {
        var line = new StringBuilder();
        int parts = 1 + random.Below(4);
        for (int i = 0; i < parts; i++)
        {
            if (i > 0)
                line.Append(random.Chance(0.1) ? ", " : " ");
            line.Append(Part(ref random));
        }

        if (random.Chance(0.2))
            line.Append(".:!?"[random.Below(4)]);
        return line.ToString();
    }

    private static string Part(ref SeededRandom random)
    {
        int kind = random.Below(10);
        if (kind < 6)
        {
            string word = Words[random.Below(Words.Length)];
            return random.Below(3) switch
            {
                0 => word,
                1 => char.ToUpperInvariant(word[0]) + word[1..],
                _ => word.ToUpperInvariant(),
            };
        }

        return kind switch
        {
            6 => $"{1 + random.Below(28)}.{1 + random.Below(12)}.20{10 + random.Below(40)}",
            7 => $"{random.Below(1000)}.{random.Below(10)}{random.Below(10)} €",
            8 => $"{random.Below(100_000)}",
            _ => Code(ref random),
        };
    }

    private static string Code(ref SeededRandom random)
    {
        var code = new StringBuilder();
        int length = 4 + random.Below(6);
        for (int i = 0; i < length; i++)
            code.Append(i > 0 && random.Chance(0.15) ? '-' : CodeAlphabet[random.Below(CodeAlphabet.Length)]);
        return code.ToString();
    }
}
